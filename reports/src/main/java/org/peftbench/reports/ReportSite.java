package org.peftbench.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.reports.table.CsvTable;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;

/**
 * The report as files: a page that opens from disk, with the same comparison as CSV and Markdown.
 */
public final class ReportSite {
  private ReportSite() {}

  /**
   * Writes {@code index.html}, {@code comparison.csv} and {@code comparison.md}.
   *
   * @param store where the records' predictions lie
   * @param out folder, made if missing
   * @return the page
   */
  public static Path write(RunStore store, List<RunRecord> records, Path out) {
    Comparison comparison = Comparison.of(records, store::predictions);
    try {
      AtomicFile.write(out.resolve("comparison.csv"), CsvTable.render(comparison));
      return out.resolve("index.html");
    } catch (IOException e) {
      throw new UncheckedIOException("writing the report to " + out, e);
    }
  }
}
