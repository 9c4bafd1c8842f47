package org.peftbench.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.results.base.UserError;

/** What a file of a store has, within limits: a packed one may hold more than it seems. */
final class StoredBytes {
  /** Bytes that a record or predictions may have. */
  private static final int LARGEST = 1 << 29;

  private StoredBytes() {}

  static byte[] of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new UserError("%s has more than %d bytes: remove it and run again", file, LARGEST);
      }
      return text;
    }
  }
}
