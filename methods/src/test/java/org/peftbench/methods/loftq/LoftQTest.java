package org.peftbench.methods.loftq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.SafetensorsFile;

class LoftQTest {
  /** peft's start, computed by the script of the parity fixtures: rounded weight plus product. */
  @ParameterizedTest
  @CsvSource({"4, 1, 3", "4, 1, 12", "2, 5, 3"})
  void startsWherePeftStarts(int bits, int iterations, double alpha) throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity").toURI());
    ModelFiles tiny = new ModelFiles("tiny", folder.resolve("tiny"), "none");
    LoftQ.Config config =
        new LoftQ.Config(
            3, alpha, 0, bits, 64, iterations, List.of("query", "attention_output", "ffn_down"));
    try (Backbone backbone = Architecture.openAny(tiny, DataType.FLOAT32);
        Adaptation adaptation = new LoftQ().attach(backbone, config, 1);
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32);
        SafetensorsFile expected =
            SafetensorsFile.open(folder.resolve("loftq-start-" + bits + "bit.safetensors"))) {
      Map<String, NDArray> merged = adaptation.merged(ops);
      assertThat(merged.keySet()).isEqualTo(expected.names());
      for (String name : expected.names()) {
        FloatBuffer values = expected.bytes(name).asFloatBuffer();
        for (double found : ops.values(merged.get(name))) {
          assertThat(found).as(name).isCloseTo(values.get(), within(2e-6));
        }
      }
      // what is rounded by the outcome of decompositions is saved
      assertThat(adaptation.buffers().isEmpty()).isEqualTo(iterations == 1);
    }
  }
}
