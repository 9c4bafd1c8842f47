package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.paper.PaperItem;
import org.peftbench.results.base.Json;

class PaperCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Methods fit their backbones, heads their tasks, and rows the positions that prompts leave. */
  @Test
  void everySuiteOfAPaperIsPlannedWithoutItsWeights() throws IOException {
    assertThat(paper("list", "--format", "json")).as(err.toString()).isZero();

    JsonNode lines = Json.MAPPER.readTree(out.toString());
    assertThat(lines)
        .hasSize(
            PaperItem.all().stream()
                .mapToInt(item -> item.suites().size() + item.commands().size())
                .sum());
    assertThat(StreamSupport.stream(lines.spliterator(), false))
        .filteredOn(line -> line.get("peftbench").get("text").asText().startsWith("run "))
        .hasSizeGreaterThan(30);
    assertThat(out.toString())
        .contains("run paper/table-1-glue-small", "data of cola, rte, mrpc, stsb, sst2");
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThat(paper("list", "--cpu-gflops", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("rates must be > 0 GFLOP/s");
  }

  private int paper(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "paper";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Main.execute(line, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
