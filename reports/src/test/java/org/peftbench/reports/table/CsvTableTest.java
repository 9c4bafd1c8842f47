package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Golden;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.RunStatus;

class CsvTableTest {
  @Test
  void holdsEveryFigureOfEveryRun() throws Exception {
    Golden.assertMatches("comparison.csv", CsvTable.render(SyntheticRuns.typical().comparison()));
  }

  @Test
  void quotesWhatWouldBreakALine() throws Exception {
    String message = "said \"no\",\r\nthen died";
    SyntheticRuns runs =
        new SyntheticRuns(1).failed("synthetic-topics", "lora", 1, RunStatus.FAILED, message);
    try (var parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(CsvTable.render(runs.comparison())))) {
      List<CSVRecord> lines = parser.getRecords();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0).get("message")).isEqualTo(message);
      assertThat(lines.get(0).get("status")).isEqualTo("FAILED");
    }
  }

  @Test
  void nothingIsAHeader() {
    assertThat(CsvTable.render(Comparison.of(List.of()))).hasLineCount(1).startsWith("run,task,");
  }
}
