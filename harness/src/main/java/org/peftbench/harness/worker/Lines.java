package org.peftbench.harness.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length: one without an end comes in pieces, not into memory whole. */
final class Lines {
  private static final int LONGEST = 1 << 16;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();

  Lines(InputStream in) {
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next line or piece of one, without its end; null when there is no more. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() == LONGEST) {
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }
}
