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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStatus;

/** The site in a real browser; skipped, visibly, where there is none. */
class ReportSiteIT {
  private static final String HOSTILE =
      "<img src=x onerror=document.title='owned'> \"' & \u202Eend";

  @TempDir static Path shared;
  private static @Nullable String seen;

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
    assertThat(inspected()).contains("<title>inspected ").doesNotContain("FINDING");
    assertThat(inspected().lines().filter(line -> line.contains("CONSOLE")))
        .allMatch(line -> line.contains("axe.js"));
  }

  @Test
  void sortsByAnyColumn() throws Exception {
    assertThat(inspected()).contains("SORTED head-only ascending", "SORTED full descending");
  }

  @Test
  void filtersLongTables() throws Exception {
    assertThat(inspected()).containsPattern("FILTERED lora(,lora)*<");
  }

  @Test
  void followsLinks() throws Exception {
    assertThat(inspected()).containsPattern("FOLLOWED lora, synthetic-topics, seed \\d<");
  }

  @Test
  void hostileNamesDoNothing() throws Exception {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(HOSTILE, HOSTILE, 2)
            .one(HOSTILE, HOSTILE, 1)
            .failed(HOSTILE, HOSTILE, 2, RunStatus.FAILED, HOSTILE);
    String seen = browser.dump(site(runs), folder);
    assertThat(seen).contains("– peftbench report</title>").doesNotContain("<img");
  }

  /** They lie in target/screenshots; docs/images has copies of some. */
  @Test
  @Tag("slow")
  void leavesPicturesToLookAt() throws Exception {
    Path site = site(SyntheticRuns.large());
    for (String name : List.of("index", "tables", "ranks", "tasks/synthetic-topics")) {
      for (Browser.Look look : Browser.Look.values()) {
        Path picture =
            Path.of("target", "screenshots", "site-" + name.replaceAll(".*-", "") + look + ".png");
        Files.createDirectories(picture.getParent());
        browser.screenshot(site.resolveSibling(name + ".html"), picture, look);
        assertThat(picture).isNotEmptyFile();
      }
    }
  }

  /** Written and looked at once, for the browser takes longer to start than for all it does. */
  private String inspected() throws Exception {
    String text = seen;
    if (text == null) {
      SyntheticRuns runs = SyntheticRuns.typical();
      Path site = ReportSite.write(runs.comparison(), runs.files(), shared).getParent();
      text = browser.dump(inspection(site, pages(site)), folder);
      seen = text;
    }
    return text;
  }

  private Path site(SyntheticRuns runs) {
    return ReportSite.write(runs.comparison(), runs.files(), folder.resolve("report"));
  }

  /** All pages but those of runs, of which a few are enough. */
  private static List<String> pages(Path site) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      List<String> all =
          files
              .map(file -> site.relativize(file).toString())
              .filter(name -> name.endsWith(".html"))
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
            + ("inspectAll([" + list + "], [390, 1440], 'tasks/synthetic-topics.html');")
            + "</script></body>");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportSiteIT.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
