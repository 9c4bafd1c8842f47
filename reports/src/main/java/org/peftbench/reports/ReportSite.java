package org.peftbench.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.peftbench.reports.chart.Drawing;
import org.peftbench.reports.chart.Picture;
import org.peftbench.reports.html.DiffPage;
import org.peftbench.reports.html.Page;
import org.peftbench.reports.html.Part;
import org.peftbench.reports.html.Site;
import org.peftbench.reports.html.Templates;
import org.peftbench.reports.table.CsvTable;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.reports.table.MarkdownTable;
import org.peftbench.reports.table.TableFiles;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The report as files: pages that open from disk, with charts and tables as files of their own.
 *
 * <p>{@code index.html} is written last: once it is there, all that it leads to is there.
 */
public final class ReportSite {
  private static final List<String> FOLDERS =
      List.of("tasks", "pareto", "runs", "studies", "charts", "tables");

  private ReportSite() {}

  /**
   * Writes the report, unless the folder has the one of the same records already.
   *
   * @param sources what else the report is drawn from, in any words: the data root
   */
  public static Path update(Comparison comparison, RunFiles files, String sources, Path out) {
    Manifest manifest = Manifest.of(comparison, sources + Json.canonical(files.studies()));
    Path index = out.resolve("index.html");
    if (manifest.standsIn(out) && Files.isRegularFile(index)) {
      return index;
    }
    write(comparison, files, out);
    try {
      manifest.write(out);
    } catch (IOException e) {
      throw unwritable(out, e);
    }
    return index;
  }

  /**
   * Writes the report.
   *
   * @param files what lies beside the records
   * @param out folder, made if missing
   * @return the first page
   * @throws UserError if the folder can't be written or a record's predictions are damaged
   */
  public static Path write(Comparison comparison, RunFiles files, Path out) {
    Site site = Site.of(comparison, files);
    List<Part.Link> links = site.links();
    try {
      for (String folder : FOLDERS) {
        Files.createDirectories(out.resolve(folder));
      }
      Manifest.withdraw(out);
      looks(out);
      List<Supplier<Page>> pages = site.pages();
      int last = pages.size() - 1;
      List<Runnable> parts = new ArrayList<>();
      parts.add(() -> writeText(out.resolve("comparison.csv"), CsvTable.render(comparison)));
      parts.add(() -> writeText(out.resolve("comparison.md"), MarkdownTable.render(comparison)));
      parts.add(
          () ->
              TableFiles.of(comparison)
                  .forEach((path, text) -> writeText(out.resolve(path), text)));
      pages.subList(0, last).forEach(page -> parts.add(() -> write(out, page.get(), links)));
      inParallel(parts);
      Page first = pages.get(last).get();
      AtomicFile.write(out.resolve(first.path()), Templates.render(first, links));
    } catch (IOException e) {
      throw unwritable(out, e);
    } catch (UncheckedIOException e) {
      throw unwritable(out, e.getCause());
    }
    return out.resolve("index.html");
  }

  /**
   * Writes what changed between two stores: {@code index.html} and {@code diff.md}.
   *
   * @param before how the first store is called
   * @param after how the second store is called
   * @param out folder, made if missing
   * @return the page
   * @throws UserError if the folder can't be written
   */
  public static Path writeDiff(StoreDiff diff, String before, String after, Path out) {
    try {
      Files.createDirectories(out);
      looks(out);
      AtomicFile.write(
          out.resolve("diff.md"), diff.verdict() + "\n\n" + GridFormat.MD.render(diff.grid()));
      Page page = DiffPage.of(diff, before, after);
      AtomicFile.write(out.resolve(page.path()), Templates.render(page, List.of()));
      return out.resolve(page.path());
    } catch (IOException e) {
      throw unwritable(out, e);
    }
  }

  private static void looks(Path out) throws IOException {
    AtomicFile.write(out.resolve("report.css"), Templates.style());
    AtomicFile.write(out.resolve("report.js"), Templates.script());
  }

  /**
   * Each part as soon as a core is free: pages take from a millisecond to a second, and of equal
   * stretches of them, as a parallel stream cuts, one core would end long before the other.
   */
  private static void inParallel(List<Runnable> parts) {
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            core -> {
              for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                parts.get(i).run();
              }
            });
  }

  /** A page with the files of its charts. */
  private static void write(Path out, Page page, List<Part.Link> links) {
    writeText(out.resolve(page.path()), Templates.render(page, links));
    for (Part part : page.parts()) {
      if (part instanceof Part.Charts charts && !charts.files().isEmpty()) {
        charts
            .charts()
            .forEach(chart -> write(out, charts.files() + chart.fileName(), chart.picture()));
      }
    }
  }

  private static void write(Path out, String name, Picture picture) {
    if (!(picture instanceof Drawing drawing)) {
      return; // a sketch is of a page and nowhere else
    }
    for (Drawing.Format format : Drawing.Format.values()) {
      Path file = out.resolve(name + "." + format);
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
        drawing.write(format, stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Not synced one by one, which takes longer than all the rest: the first page tells the end. */
  private static void writeText(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
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
