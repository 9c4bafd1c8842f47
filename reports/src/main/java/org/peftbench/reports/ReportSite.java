package org.peftbench.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.reports.html.Page;
import org.peftbench.reports.html.Part;
import org.peftbench.reports.html.Site;
import org.peftbench.reports.html.Templates;
import org.peftbench.reports.table.CsvTable;
import org.peftbench.reports.table.MarkdownTable;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.UserError;

/**
 * The report as files: pages that open from disk, with the same comparison as CSV and Markdown.
 *
 * <p>{@code index.html} is written last: once it is there, all that it leads to is there.
 */
public final class ReportSite {
  private ReportSite() {}

  /**
   * Writes the report with what lies in the store.
   *
   * @param out folder, made if missing
   * @return the first page
   * @throws UserError if the folder can't be written or a record's predictions are damaged
   */
  public static Path write(RunStore store, List<RunRecord> records, Path out) {
    return write(RunFiles.of(store), records, out);
  }

  /**
   * Writes the report.
   *
   * @param files what lies beside the records
   * @param out folder, made if missing
   * @return the first page
   * @throws UserError if the folder can't be written or a record's predictions are damaged
   */
  public static Path write(RunFiles files, List<RunRecord> records, Path out) {
    Comparison comparison = Comparison.of(records, files::predictions);
    Site site = Site.of(comparison, files);
    List<Part.Link> links = site.links();
    try {
      for (String folder : List.of("tasks", "runs")) {
        Files.createDirectories(out.resolve(folder));
      }
      AtomicFile.write(out.resolve("comparison.csv"), CsvTable.render(comparison));
      AtomicFile.write(out.resolve("comparison.md"), MarkdownTable.render(comparison));
      AtomicFile.write(out.resolve("report.css"), Templates.style());
      AtomicFile.write(out.resolve("report.js"), Templates.script());
      site.details().parallel().forEach(page -> write(out, page, links));
      AtomicFile.write(out.resolve("index.html"), Templates.render(site.overview(), links));
    } catch (IOException e) {
      throw unwritable(out, e);
    } catch (UncheckedIOException e) {
      throw unwritable(out, e.getCause());
    }
    return out.resolve("index.html");
  }

  /** Not synced one by one, which takes longer than all the rest: the first page tells the end. */
  private static void write(Path out, Page page, List<Part.Link> links) {
    try {
      Files.writeString(
          out.resolve(page.path()), Templates.render(page, links), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserError unwritable(Path out, IOException e) {
    return new UserError(
            "report can't be written to %s (%s): name another folder with --out", out, e)
        .withCause(e);
  }
}
