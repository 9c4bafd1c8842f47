package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that may change only where someone looks at the change. */
public final class Golden {
  private Golden() {}

  /**
   * Compares with {@code src/test/resources/org/peftbench/reports/golden/NAME}. A text that differs
   * is left in {@code target/golden} to be looked at and copied.
   */
  public static void assertMatches(String name, String actual) throws IOException {
    Path left = Path.of("target", "golden", name);
    Files.createDirectories(left.getParent());
    Files.writeString(left, actual);
    try (InputStream in = Golden.class.getResourceAsStream("golden/" + name)) {
      assertThat(in).as("golden file %s; what came out lies in %s", name, left).isNotNull();
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual).as("what came out lies in %s", left).isEqualTo(expected);
    }
  }
}
