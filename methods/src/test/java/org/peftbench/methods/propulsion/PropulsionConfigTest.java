package org.peftbench.methods.propulsion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class PropulsionConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"degree": 0}           | degree must be >= 1, got 0
          {"vectors": 0}          | vectors must be >= 1, got 0
          {"layers": "last"}      | layers must be all, first N or last N with N >= 1, got last
          {"layers": "first 0"}   | layers must be all, first N or last N with N >= 1, got first 0
          {"init": "random"}      | Unknown init 'random'. Available: constant, normal, uniform
          {"init": "normal"}      | init_scale of init normal must be > 0, got 0.0
          {"init_scale": 0.1}     | init_scale must be 0 with init constant, got 0.1: take uniform or normal
          {"init_center": 0}      | init_center must not be 0 with init constant: z could not leave it
          {"pooling": "mean"}     | Unknown pooling 'mean'. Did you mean max? Available: average, l2, max, min, product
          {"norm": "behind"}      | Unknown norm 'behind'. Available: after, before
          {"targets": ["query"], "norm": "after"} | norm after acts on [attention_output, ffn_down], none is among the targets
          {"targets": ["layer_norm"]} | targets must be linear maps or embeddings, got layer_norm
          """)
  void refusesWithAWayOut(String config, String message) {
    assertThatThrownBy(() -> complete(config))
        .isInstanceOf(UserError.class)
        .hasMessage("propulsion config: " + message);
  }

  @Test
  void refusesMoreLayersThanThereAre() {
    assertThatThrownBy(() -> starts("{\"layers\": \"last 3\"}"))
        .isInstanceOf(UserError.class)
        .hasMessage("layers must name at most the 2 layers of the encoder, got last 3");
  }

  @Test
  void startsWithinTheScaleOfTheCenter() throws Exception {
    float[] uniform = starts("{\"init\": \"uniform\", \"init_center\": 2, \"init_scale\": 0.5}");
    for (float value : uniform) {
      assertThat(value).isBetween(1.5f, 2.5f);
    }
    assertThat(mean(uniform)).isBetween(1.9, 2.1);
    float[] normal = starts("{\"init\": \"normal\", \"init_center\": -1, \"init_scale\": 0.5}");
    double mean = mean(normal);
    assertThat(mean).isBetween(-1.1, -0.9);
    double variance = 0;
    for (float value : normal) {
      variance += (value - mean) * (value - mean) / normal.length;
    }
    assertThat(Math.sqrt(variance)).isBetween(0.4, 0.6);
    assertThat(starts("{\"init_center\": 0.5}")).containsOnly(0.5f);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static ObjectNode complete(String overrides) throws Exception {
    return PeftMethods.named("propulsion").complete((ObjectNode) Json.MAPPER.readTree(overrides));
  }

  /** All starting values on a small model. */
  private static float[] starts(String overrides) throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity/tiny").toURI());
    ModelFiles tiny = new ModelFiles("tiny", folder, "none");
    try (Backbone backbone = Architecture.openAny(tiny, DataType.FLOAT32);
        Adaptation adaptation =
            PeftMethods.named("propulsion").attach(backbone, complete(overrides), 1)) {
      List<NDArray> arrays = adaptation.trainables().stream().map(Trainable::array).toList();
      float[] all = new float[0];
      for (NDArray array : arrays) {
        float[] values = array.toFloatArray();
        all = Arrays.copyOf(all, all.length + values.length);
        System.arraycopy(values, 0, all, all.length - values.length, values.length);
      }
      return all;
    }
  }
}
