package org.peftbench.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Json;

/** The numbers in answers, one after the other. */
final class Logits {
  private Logits() {}

  static double[] of(List<String> answers) {
    List<Double> logits = new ArrayList<>();
    for (String line : answers) {
      try {
        Json.MAPPER
            .readTree(line)
            .get("logits")
            .forEach(
                value -> {
                  if (value.isArray()) {
                    value.forEach(each -> logits.add(each.asDouble()));
                  } else {
                    logits.add(value.asDouble());
                  }
                });
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return logits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static void assertClose(List<String> answers, Path logits) {
    try (SafetensorsFile file = SafetensorsFile.open(logits)) {
      float[] expected = new float[(int) file.info("logits").shape().size()];
      file.bytes("logits").asFloatBuffer().get(expected);
      double[] numbers = new double[expected.length];
      for (int i = 0; i < expected.length; i++) {
        numbers[i] = expected[i];
      }
      assertClose(of(answers), numbers);
    }
  }

  static void assertClose(List<String> answers, List<String> others) {
    assertClose(of(answers), of(others));
  }

  private static void assertClose(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
