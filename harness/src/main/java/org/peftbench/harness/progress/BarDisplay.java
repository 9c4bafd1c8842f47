package org.peftbench.harness.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.RunRecord;

/**
 * A bar that fills with the steps of all runs; the line of an ended run is left above it. Where
 * several run at once, each has a line below it.
 */
public final class BarDisplay implements Display {
  /** Parts of the bar that one run fills. */
  private static final int PARTS = 1000;

  private static final int REDRAW_MILLIS = 250;
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final PrintWriter out;
  private final int columns;
  private final Map<PlannedRun, ProgressEvent> running = new LinkedHashMap<>();
  private @Nullable ProgressBar bar;
  private int ended;

  /**
   * A display on a terminal.
   *
   * @param columns the terminal's width
   */
  public BarDisplay(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public synchronized void begun(int total, int done) {
    ended = done;
    if (done == total) {
      return;
    }
    out.println(RunText.opening(total, done));
    bar =
        new ProgressBarBuilder()
            .setTaskName("runs")
            .setUnit("", PARTS)
            .setInitialMax((long) total * PARTS)
            .startsFrom((long) done * PARTS, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
            .build();
  }

  @Override
  public synchronized void progressed(PlannedRun run, ProgressEvent event) {
    if (bar != null) {
      running.put(run, event);
      bar.setExtraMessage(running.size() == 1 ? RunText.standing(run, event) : "");
      step(bar);
    }
  }

  @Override
  public synchronized void ended(PlannedRun run, RunRecord record) {
    running.remove(run);
    ended++;
    out.println(CLEAR_BELOW + RunText.ending(run, record));
    if (bar != null) {
      bar.setExtraMessage("");
      step(bar);
    }
  }

  @Override
  public void close() {
    ProgressBar open = bar;
    if (open != null) {
      open.close(); // draws once more, on its own thread
      out.print(CLEAR_BELOW);
    }
    out.flush();
  }

  private void step(ProgressBar open) {
    double fractions = running.values().stream().mapToDouble(ProgressEvent::fraction).sum();
    open.stepTo(Math.round((ended + fractions) * PARTS));
  }

  private synchronized void draw(String line) {
    out.print(CLEAR_BELOW + line);
    if (running.size() > 1) {
      running.forEach(
          (run, event) -> {
            String standing = RunText.standing(run, event);
            out.print("\n" + standing.substring(0, Math.min(standing.length(), columns - 1)));
          });
      out.print("\r\u001b[%dA".formatted(running.size()));
    }
    out.flush();
  }
}
