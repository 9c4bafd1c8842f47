package org.peftbench.models.weights;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The files that {@code src/test/fixtures/weights/checkpoints.py} wrote. */
final class Fixtures {
  private Fixtures() {}

  static Path path(String name) {
    URL url = Objects.requireNonNull(Fixtures.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
