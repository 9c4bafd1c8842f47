package org.peftbench.models.source;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Says what is being downloaded: a line at the start of a large file and one at each tenth of it.
 */
final class DownloadProgress extends AbstractTransferListener {
  /** Checksums and other small change pass in silence. */
  private static final long WORTH_SAYING = 1_000_000;

  private static final int STEPS = 10;

  private final Consumer<String> progress;
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  DownloadProgress(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void transferStarted(TransferEvent event) {
    say(event.getResource(), 0);
  }

  @Override
  public void transferProgressed(TransferEvent event) {
    say(event.getResource(), event.getTransferredBytes());
  }

  private void say(TransferResource resource, long bytes) {
    long size = resource.getContentLength();
    if (size < WORTH_SAYING) {
      return;
    }
    String name = resource.getResourceName();
    long step = bytes * STEPS / size;
    Long before = told.put(name, step);
    if (before == null || before < step) {
      progress.accept(
          String.format(
              Locale.ROOT,
              "Downloading %s (%d MB): %d %%",
              name.substring(name.lastIndexOf('/') + 1),
              size / 1_000_000,
              step * 100 / STEPS));
    }
  }
}
