package org.peftbench.results.base.hub;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Says what is being downloaded: a line at the start of a large file and one at each tenth of it.
 */
public final class ProgressLines implements HubProgress {
  /** Small change passes in silence. */
  private static final long WORTH_SAYING = 1_000_000;

  private static final int STEPS = 10;

  private final Consumer<String> lines;
  private final Map<HubFile, Long> told = new ConcurrentHashMap<>();

  /** Lines for whoever reads them. */
  public ProgressLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void at(HubFile file, long bytes) {
    if (file.size() < WORTH_SAYING) {
      return;
    }
    long step = bytes * STEPS / file.size();
    Long before = told.put(file, step);
    if (before == null || before < step) {
      lines.accept(
          String.format(
              Locale.ROOT,
              "Downloading %s (%d MB): %d %%",
              file.path(),
              file.size() / 1_000_000,
              step * 100 / STEPS));
    }
  }
}
