package org.peftbench.tasks.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.peftbench.results.base.Json;

/** The figures of scikit-learn and SciPy, as src/test/fixtures/metrics.py wrote them. */
final class Reference {
  private Reference() {}

  static Stream<JsonNode> cases(String kind) {
    try (InputStream in = Reference.class.getResourceAsStream("reference.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in)).get(kind).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
