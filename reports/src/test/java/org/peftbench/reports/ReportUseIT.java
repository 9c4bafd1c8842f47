package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site as people use it without a mouse, in the dark, on paper and without scripts. */
class ReportUseIT {
  private static final String TASK = "tasks/synthetic-topics.html";

  @TempDir static Path folder;
  private static @Nullable Tab opened;
  private static Path site = Path.of("");
  private static Path run = Path.of("");

  private Tab tab;

  @BeforeAll
  static void open() throws Exception {
    Optional<Browser> browser = Browser.find();
    assumeTrue(
        browser.isPresent(), "no Chromium on the PATH: install one to run the browser tests");
    SyntheticRuns runs = SyntheticRuns.typical();
    site = ReportSite.write(runs.comparison(), runs.files(), folder.resolve("report")).getParent();
    run = Path.of("runs", runs.records().get(0).spec().id() + ".html");
    opened = Tab.open(browser.get(), folder);
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @BeforeEach
  void asEver() {
    tab = opened;
    media("screen", "light");
    tab.call("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  @Test
  void keysAloneSkipSortFilterAndFollow() throws Exception {
    tab.load(site.resolve(TASK));
    tab.press("Tab");
    assertThat(focused("textContent")).isEqualTo("Skip to the content");
    assertThat(focused("getBoundingClientRect().left")).doesNotStartWith("-");

    String sorted = "closest('th').getAttribute('aria-sort')";
    tabTo(
        "document.activeElement.matches('th button') && document.activeElement.closest('th').cellIndex == 2");
    assertThat(tab.value("getComputedStyle(document.activeElement).outlineStyle").asText())
        .isEqualTo("solid");
    tab.press("Enter");
    assertThat(focused(sorted)).isEqualTo("ascending");
    assertThat(firstMethod()).isEqualTo("head-only");
    tab.press(" ");
    assertThat(focused(sorted)).isEqualTo("descending");
    assertThat(firstMethod()).isEqualTo("full");

    tabTo("document.activeElement.matches('#runs ~ .filter input')");
    "Lora 2".chars().mapToObj(Character::toString).forEach(tab::press);
    assertThat(
            tab.value(
                    "[...document.querySelectorAll('#runs ~ .scroll tbody tr')]"
                        + ".filter(row => row.getBoundingClientRect().height > 0)"
                        + ".every(row => row.textContent.includes('lora'))")
                .asBoolean())
        .isTrue();
    tabTo("document.activeElement.matches('#runs ~ .scroll tbody a')");
    tab.press("Enter");
    tab.awaitLoad();
    assertThat(heading()).startsWith("lora, synthetic-topics, seed ");
  }

  @Test
  void theDarkThemeIsAccessibleToo() throws Exception {
    media("screen", "dark");
    String axe = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
    for (String page : pages()) {
      tab.load(site.resolve(page));
      assertThat(tab.value("getComputedStyle(document.body).backgroundColor").asText())
          .isEqualTo("rgb(21, 24, 27)");
      tab.value("document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
      tab.value(axe + "; 0");
      JsonNode violations =
          tab.value(
              "axe.run({resultTypes: ['violations']}).then(seen => seen.violations"
                  + ".map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))");
      assertThat(violations).as(page).isEmpty();
    }
  }

  @Test
  void paperShowsEverything() throws Exception {
    media("print", "light");
    for (String page : pages()) {
      tab.load(site.resolve(page));
      assertThat(
              tab.value(
                  "[...document.querySelectorAll('main p, main tr, main figure, main dd, main pre')]"
                      + ".filter(part => !part.closest('.links, .filter'))"
                      + ".filter(part => part.getBoundingClientRect().height == 0)"
                      + ".map(part => part.outerHTML.slice(0, 100))"))
          .as("hidden on paper in %s", page)
          .isEmpty();
      assertThat(
              tab.value(
                      "[...document.querySelectorAll('nav, .filter, .skip')]"
                          + ".filter(part => part.getBoundingClientRect().height > 0).length")
                  .asInt())
          .as("of no use on paper in %s", page)
          .isZero();
    }
    assertThat(tab.call("Page.printToPDF", Map.of()).get("data").asText()).startsWith("JVBERi");
  }

  @Test
  void withoutScriptsNothingIsMissing() throws Exception {
    tab.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    tab.load(site.resolve(TASK));
    assertThat(tab.value("document.querySelectorAll('button, input').length").asInt()).isZero();
    assertThat(
            tab.value(
                    "[...document.querySelectorAll('main tbody tr')]"
                        + ".filter(row => !row.closest('details'))"
                        + ".every(row => row.getBoundingClientRect().height > 0)")
                .asBoolean())
        .isTrue();

    tabTo("document.activeElement.matches('summary')");
    tab.press("Enter");
    assertThat(focused("parentElement.open")).isEqualTo("true");
    assertThat(focused("parentElement.querySelector('td').getBoundingClientRect().height"))
        .isNotEqualTo("0");

    tabTo("document.activeElement.matches('#runs ~ .scroll tbody a')");
    tab.press("Enter");
    tab.awaitLoad();
    assertThat(heading()).contains(", synthetic-topics, seed ");
  }

  private void media(String kind, String scheme) {
    tab.call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            kind,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** One of each kind. */
  private static List<String> pages() {
    return List.of(
        "index.html",
        "tables.html",
        "ranks.html",
        "published.html",
        "failures.html",
        "provenance.html",
        "pareto/synthetic-topics.html",
        TASK,
        run.toString());
  }

  private void tabTo(String condition) {
    for (int pressed = 0; pressed < 500; pressed++) {
      tab.press("Tab");
      if (tab.value(condition).asBoolean()) {
        return;
      }
    }
    throw new AssertionError("no key leads to where " + condition);
  }

  private String focused(String property) {
    return tab.value("document.activeElement." + property).asText();
  }

  private String firstMethod() {
    return tab.value("document.querySelector('tbody th bdi').textContent").asText();
  }

  private String heading() {
    return tab.value("document.querySelector('h1').textContent").asText();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportUseIT.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
