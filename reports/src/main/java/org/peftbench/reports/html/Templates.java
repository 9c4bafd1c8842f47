package org.peftbench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Turns pages into HTML. */
public final class Templates {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Templates.class.getClassLoader(),
          "org.peftbench.reports.html.templates");

  private Templates() {}

  /**
   * The page as HTML; style sheet and script lie beside the site's first page.
   *
   * @param site pages that every page leads to
   */
  public static String render(Page page, List<Part.Link> site) {
    StringOutput html = new StringOutput(1 << 16);
    ENGINE.render("page.jte", Map.of("page", page, "site", site), html);
    return html.toString();
  }

  /** The style sheet. */
  public static String style() {
    return resource("report.css");
  }

  /** The script, which sorts and filters tables; every page works without it. */
  public static String script() {
    return resource("report.js");
  }

  private static String resource(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
