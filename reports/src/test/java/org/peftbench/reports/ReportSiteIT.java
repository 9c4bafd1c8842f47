package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.RunStatus;

/** The page in a real browser; skipped, visibly, where there is none. */
class ReportSiteIT {
  private static final String HOSTILE =
      "<img src=x onerror=document.title='owned'> \"' & \u202Eend";

  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void browser() {
    Optional<Browser> found = Browser.find();
    assumeTrue(found.isPresent(), "no Chromium on the PATH: install one to run the browser tests");
    browser = found.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1440})
  void fitsTheWidthAndRunsWithoutErrors(int width) throws Exception {
    String seen = browser.dump(framed(page(SyntheticRuns.typical()), width), folder);
    assertThat(seen).contains("<title>" + width + " wide, needs " + width + "</title>");
    assertThat(seen).doesNotContain("CONSOLE");
  }

  @Test
  void sortsByAnyColumn() throws Exception {
    String click =
        "document.querySelectorAll('table.comparison thead tr:last-child button')[%d].click();";
    Path page = page(SyntheticRuns.typical());
    String probe =
        "<script>"
            + click.formatted(2)
            + "document.title = document.querySelector('table.comparison tbody th bdi').textContent"
            + " + ' ' + document.querySelectorAll('th[aria-sort=ascending]').length;</script>";
    Files.writeString(page, Files.readString(page) + probe);
    assertThat(browser.dump(page, folder)).contains("<title>head-only 1</title>");
  }

  @Test
  void hostileNamesDoNothing() throws Exception {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(HOSTILE, HOSTILE, 2)
            .one(HOSTILE, HOSTILE, 1)
            .failed(HOSTILE, HOSTILE, 2, RunStatus.FAILED, HOSTILE);
    String seen = browser.dump(page(runs), folder);
    assertThat(seen).contains("<title>peftbench report</title>").doesNotContain("<img");
  }

  @Test
  void leavesPicturesToLookAt() throws Exception {
    Path page = page(SyntheticRuns.typical());
    for (int width : new int[] {390, 1440}) {
      Path picture = Path.of("target", "screenshots", "report-" + width + ".png");
      Files.createDirectories(picture.getParent());
      browser.screenshot(framed(page, width), picture, Math.max(500, width), 2400);
      assertThat(picture).isNotEmptyFile();
    }
  }

  private Path page(SyntheticRuns runs) {
    return ReportSite.write(
        runs.store(folder.resolve("runs")), runs.records(), folder.resolve("report"));
  }

  /** Windows have a least width, frames don't. The title tells what the page needs. */
  private Path framed(Path page, int width) throws Exception {
    String source = Files.readString(page).replace("&", "&amp;").replace("\"", "&quot;");
    String frame =
        "<!DOCTYPE html><body style='margin:0'><iframe style='border:0' width="
            + width
            + " height=9000 onload='const d = this.contentDocument.documentElement;"
            + " document.title = d.clientWidth + \" wide, needs \" + d.scrollWidth'"
            + " srcdoc=\""
            + source
            + "\"></iframe>";
    return Files.writeString(folder.resolve("frame.html"), frame);
  }
}
