package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body that ends a read when no byte comes for a while. A request's own time limit ends
 * with the answer's head, so a connection that goes silent behind it would hold its reader for
 * ever.
 */
final class TimedBody extends InputStream {
  private final InputStream body;
  private final Duration silence;
  private volatile boolean stalled;

  /**
   * Limits the reads of a body.
   *
   * @param body whose {@code close}, called by another thread, ends a read that waits
   * @param silence the longest time without a byte
   */
  TimedBody(InputStream body, Duration silence) {
    this.body = body;
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    done.orTimeout(silence.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> abandon());
    try {
      return body.read(buffer, offset, length);
    } catch (IOException e) {
      throw stalled ? new IOException("no byte came for " + silence.toSeconds() + " s", e) : e;
    } finally {
      done.complete(true); // which takes its alarm back
    }
  }

  private boolean abandon() {
    stalled = true;
    try {
      body.close();
    } catch (IOException e) {
      // The reader learns of it by its own exception.
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
