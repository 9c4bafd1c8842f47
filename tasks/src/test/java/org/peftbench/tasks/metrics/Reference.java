package org.peftbench.tasks.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.peftbench.results.base.Json;

/** The figures of the Python references, as the scripts in src/test/fixtures wrote them. */
final class Reference {
  private Reference() {}

  /** Cases of reference.json: scikit-learn and SciPy. */
  static Stream<JsonNode> cases(String kind) {
    return read("reference.json").get(kind).valueStream();
  }

  /** A file of text_metrics.py. */
  static JsonNode read(String file) {
    try (InputStream in = Reference.class.getResourceAsStream(file)) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }
}
