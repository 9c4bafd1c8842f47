package org.peftbench.reports.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.peftbench.results.base.Json;

/** What scipy says, written by {@code src/test/fixtures/statistics.py}. */
final class Fixture {
  private Fixture() {}

  static JsonNode cases(String name) throws IOException {
    try (InputStream in = Fixture.class.getResourceAsStream("statistics.json")) {
      return Json.MAPPER.readTree(in).required(name);
    }
  }

  static double[] doubles(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }
}
