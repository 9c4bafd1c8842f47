package org.peftbench.methods.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Json;

/** The parity test assigns the start's matrices; here it is computed. */
class ResidualLoraModuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"pissa", "olora"})
  void startsAsThePeftLibraryDoes(String name) throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity").toURI());
    PeftMethod<?> method = PeftMethods.named(name);
    ObjectNode fixture = (ObjectNode) Json.MAPPER.readTree(folder.resolve(name + ".json").toFile());
    ObjectNode config = method.complete((ObjectNode) fixture.get("config"));
    ModelFiles tiny = new ModelFiles("tiny", folder.resolve("tiny"), "none");
    try (Backbone backbone = Architecture.openAny(tiny, DataType.FLOAT32);
        Adaptation adaptation = method.attach(backbone, config, 1);
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve(name + ".safetensors"));
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      int sites = 0;
      for (String nameA : adaptation.buffers().keySet()) {
        if (nameA.endsWith(".start_A")) {
          String nameB = nameA.replace(".start_A", ".start_B");
          NDArray a = adaptation.buffers().get(nameA);
          NDArray b = adaptation.buffers().get(nameB);
          // signs of singular vectors are free, their products are not
          double[] product = ops.values(ops.matmul(b, a));
          NDArray peftA = array(ops, expected, nameA);
          NDArray peftB = array(ops, expected, nameB);
          assertThat(product)
              .as(nameA)
              .containsExactly(ops.values(ops.matmul(peftB, peftA)), within(1e-5));
          sites++;
        }
      }
      assertThat(sites).isEqualTo(6);
    }
  }

  private static NDArray array(Ops ops, SafetensorsFile file, String name) {
    float[] values = new float[(int) file.info("adapter." + name).shape().size()];
    file.bytes("adapter." + name).asFloatBuffer().get(values);
    return ops.floats(values, file.info("adapter." + name).shape());
  }
}
