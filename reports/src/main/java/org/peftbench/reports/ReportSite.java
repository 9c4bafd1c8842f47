package org.peftbench.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.reports.html.Page;
import org.peftbench.reports.table.CsvTable;
import org.peftbench.reports.table.MarkdownTable;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.UserError;

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
   * @throws UserError if the folder can't be written or a record's predictions are damaged
   */
  public static Path write(RunStore store, List<RunRecord> records, Path out) {
    Comparison comparison = Comparison.of(records, store::predictions);
    Path page = out.resolve("index.html");
    try {
      AtomicFile.write(out.resolve("comparison.csv"), CsvTable.render(comparison));
      AtomicFile.write(out.resolve("comparison.md"), MarkdownTable.render(comparison));
      AtomicFile.write(page, Page.of(comparison).render());
    } catch (IOException e) {
      throw new UserError(
              "report can't be written to %s (%s): name another folder with --out", out, e)
          .withCause(e);
    }
    return page;
  }
}
