package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.ops.Ops;

/** Heads that name hidden tokens, against transformers. */
class MaskedLanguageModelTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"bert-masked", "roberta-masked", "distilbert-masked", "deberta-v3-masked"})
  void computesWhatTransformersComputes(String name) throws IOException {
    try (ParityCase parity = ParityCase.languageModel(name)) {
      LanguageModel model = (LanguageModel) parity.backbone();
      Taps.Builder builder = Taps.builder();
      Map<String, NDArray> trained = parity.trainAll(builder);
      Taps taps = builder.build();
      try (Ops ops = Ops.training(model.manager(), DataType.FLOAT32);
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        TokenBatch batch = TokenBatch.of(ops, parity.rows(), 0);
        NDArray hidden = model.hiddenStates(ops, batch, taps, 0);
        parity.assertTokensClose("hidden states", hidden.toFloatArray(), parity.floats("hidden"));
        NDArray logits = model.logits(ops, hidden, taps);
        parity.assertTokensClose("logits", logits.toFloatArray(), parity.floats("logits"));
        NDArray loss = loss(ops, logits, parity);
        ParityCase.assertClose("loss", loss.toFloatArray(), parity.floats("loss"));
        collector.backward(loss);
      }
      assertThat(parity.gradients()).containsExactlyInAnyOrderElementsOf(trained.keySet());
      parity.assertGradients(trained);
    }
  }

  /** Of the tokens that are hidden; the others are not asked for. */
  private static NDArray loss(Ops ops, NDArray logits, ParityCase parity) {
    long[] places = parity.longs("places");
    Shape count = new Shape(places.length);
    NDArray flat = ops.reshape(logits, -1, logits.getShape().get(2));
    NDArray asked = ops.embedding(ops.longs(places, count), flat);
    return ops.crossEntropy(asked, ops.longs(parity.longs("labels"), count));
  }
}
