package org.peftbench.methods.vera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class VeraTest {
  @Test
  void sharesAProductAsLargeAsTheLargestSite() throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity/tiny").toURI());
    Vera.Config config = new Vera.Config(100, 0.1, 0, List.of("ffn_up", "ffn_down"));
    try (Backbone backbone =
            Architecture.openAny(new ModelFiles("tiny", folder, "none"), DataType.FLOAT32);
        Adaptation adaptation = new Vera().attach(backbone, config, 1)) {
      NDArray a = adaptation.buffers().get("vera_A");
      NDArray b = adaptation.buffers().get("vera_B");
      assertThat(adaptation.buffers()).hasSize(2);
      assertThat(a.getShape()).isEqualTo(new Shape(100, 40)); // 24 to 40, and 40 to 24
      assertThat(b.getShape()).isEqualTo(new Shape(40, 100));
      assertWithin(a, Math.sqrt(6.0 / 40));
      assertWithin(b, Math.sqrt(6.0 / 100));
    }
  }

  private static void assertWithin(NDArray array, double bound) {
    float largest = 0;
    for (float value : array.toFloatArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat((double) largest).isBetween(0.99 * bound, bound);
  }

  @Test
  void refusesRankZero() {
    assertThatThrownBy(() -> new Vera().complete(Json.MAPPER.createObjectNode().put("rank", 0)))
        .isInstanceOf(UserError.class)
        .hasMessage("vera config: rank must be >= 1, got 0");
  }
}
