package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStatus;

/** The site in a real browser; skipped, visibly, where there is none. */
class ReportSiteIT {
  private static final String HOSTILE =
      "<img src=x onerror=document.title='owned'> \"' & \u202Eend";

  @TempDir static Path shared;
  private static @Nullable Path typical;

  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void browser() {
    Optional<Browser> found = Browser.find();
    assumeTrue(found.isPresent(), "no Chromium on the PATH: install one to run the browser tests");
    browser = found.get();
  }

  @Test
  void everyPageFitsIsAccessibleAndRunsWithoutErrors() throws Exception {
    Path index = typical();
    String seen = browser.dump(inspection(index.getParent(), pages(index.getParent())), folder);
    assertThat(seen).contains("<title>inspected ").doesNotContain("FINDING");
    assertThat(seen.lines().filter(line -> line.contains("CONSOLE")))
        .allMatch(line -> line.contains("axe.js"));
  }

  @Test
  void sortsByAnyColumn() throws Exception {
    Path page = typical().resolveSibling("tasks/synthetic-topics.html");
    String seen =
        probed(
            page,
            "document.querySelectorAll('thead tr:last-child button')[2].click();"
                + "document.title = document.querySelector('tbody th bdi').textContent"
                + " + ' ' + document.querySelectorAll('th[aria-sort=ascending]').length;");
    assertThat(seen).contains("<title>head-only 1</title>");
  }

  @Test
  void filtersLongTables() throws Exception {
    Path page = typical().resolveSibling("tasks/synthetic-topics.html");
    String seen =
        probed(
            page,
            "const input = document.querySelector('#runs ~ .filter input');"
                + "input.value = 'LORA 2'; input.dispatchEvent(new Event('input'));"
                + "const table = document.querySelector('#runs ~ .scroll table');"
                + "document.title = [...table.tBodies[0].rows].filter(row => !row.hidden)"
                + ".map(row => row.cells[0].textContent.trim()).join();");
    assertThat(seen).containsPattern("<title>lora(,lora)*</title>");
  }

  @Test
  void hostileNamesDoNothing() throws Exception {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(HOSTILE, HOSTILE, 2)
            .one(HOSTILE, HOSTILE, 1)
            .failed(HOSTILE, HOSTILE, 2, RunStatus.FAILED, HOSTILE);
    String seen = browser.dump(page(runs), folder);
    assertThat(seen).contains("– peftbench report</title>").doesNotContain("<img");
  }

  @Test
  void leavesPicturesToLookAt() throws Exception {
    Path page = typical();
    for (String name : List.of("index", "tasks/synthetic-topics", "tables")) {
      Path picture = Path.of("target", "screenshots", name.replace('/', '-') + ".png");
      Files.createDirectories(picture.getParent());
      browser.screenshot(page.resolveSibling(name + ".html"), picture, 1440, 2400);
      assertThat(picture).isNotEmptyFile();
    }
  }

  /** Written once: it takes longer than looking at it. */
  private static Path typical() {
    Path index = typical;
    if (index == null) {
      SyntheticRuns runs = SyntheticRuns.typical();
      index =
          ReportSite.write(
              runs.store(shared.resolve("runs")), runs.records(), shared.resolve("report"));
      typical = index;
    }
    return index;
  }

  private Path page(SyntheticRuns runs) {
    return ReportSite.write(
        runs.store(folder.resolve("runs")), runs.records(), folder.resolve("report"));
  }

  /** All pages but those of runs, of which a few are enough. */
  private static List<String> pages(Path site) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      List<String> all =
          files
              .map(file -> site.relativize(file).toString())
              .filter(name -> name.endsWith(".html") && !name.endsWith("probed.html"))
              .sorted()
              .toList();
      return IntStream.range(0, all.size())
          .filter(i -> i % 20 == 0 || !all.get(i).startsWith("runs"))
          .mapToObj(all::get)
          .toList();
    }
  }

  private static Path inspection(Path site, List<String> pages) throws IOException {
    Files.writeString(site.resolve("inspect.js"), resource("/org/peftbench/reports/inspect.js"));
    Files.writeString(
        site.resolve("axe.js"), resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"));
    String list = pages.stream().map(name -> "'" + name + "'").collect(Collectors.joining(","));
    return Files.writeString(
        site.resolve("inspection.html"),
        "<!DOCTYPE html><body><script src=inspect.js></script><script>"
            + "document.currentBase = new URL('.', location).href;"
            + ("inspect([" + list + "], [390, 1440]);")
            + "</script></body>");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportSiteIT.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The document after a script more, which runs when the page's own has. */
  private String probed(Path page, String script) throws Exception {
    String probe = "<script>addEventListener('load', () => {" + script + "});</script>";
    Path probed = page.resolveSibling("probed.html");
    Files.writeString(probed, Files.readString(page) + probe);
    return browser.dump(probed, folder);
  }
}
