package org.peftbench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Headline;
import org.peftbench.results.RunRecord;

/**
 * The whole page, ready to be laid out.
 *
 * @param headline the answer in two sentences
 * @param facts how much was compared
 * @param sections one a block
 * @param machines where the runs ran
 */
public record Page(String headline, String facts, List<Section> sections, List<Machine> machines) {

  /** Works out what the page says. */
  public static Page of(Comparison comparison) {
    List<RunRecord> runs =
        comparison.blocks().stream()
            .flatMap(block -> block.rows().stream())
            .flatMap(row -> row.everyRun().stream())
            .toList();
    return new Page(
        Headline.of(comparison),
        Facts.of(comparison, runs),
        Sections.of(comparison),
        Machine.of(runs));
  }

  /** Whether a task's name alone doesn't say which section is meant. */
  public boolean severalBackbones() {
    return sections.stream().map(section -> section.block().backbone()).distinct().count() > 1;
  }

  /** The page as HTML, complete in itself: no network, no fonts, no files beside it. */
  public String render() {
    StringOutput html = new StringOutput(1 << 20);
    TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            Page.class.getClassLoader(),
            "org.peftbench.reports.html.templates")
        .render("page.jte", this, html);
    return html.toString();
  }

  /** The style sheet, inlined. */
  public String style() {
    return resource("report.css");
  }

  /** The script, inlined; the page works without it. */
  public String script() {
    return resource("report.js");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
