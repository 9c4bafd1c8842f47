package org.peftbench.harness.progress;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.hub.HubFile;
import org.peftbench.results.base.hub.HubProgress;

/** A bar that fills with the bytes of the file that is being downloaded. */
public final class DownloadBar implements HubProgress, AutoCloseable {
  private static final int REDRAW_MILLIS = 250;
  private static final long MEGABYTE = 1_000_000;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final int columns;
  private @Nullable HubFile current;
  private @Nullable ProgressBar bar;

  /**
   * A bar on a terminal.
   *
   * @param columns the terminal's width
   */
  public DownloadBar(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void at(HubFile file, long bytes) {
    if (!file.equals(current)) {
      close();
      current = file;
      bar =
          new ProgressBarBuilder()
              .setTaskName(file.path())
              .setUnit(" MB", MEGABYTE)
              .setInitialMax(file.size())
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              .showSpeed()
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
              .build();
    }
    if (bar != null) {
      bar.stepTo(bytes);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close(); // draws once more, on its own thread
      bar = null;
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  private void draw(String line) {
    out.print(CLEAR_LINE + line);
    out.flush();
  }
}
