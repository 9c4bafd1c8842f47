package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/** Encoders with their family's classification head against transformers. */
class EncoderParityTest {
  private static final int LABELS = 3;

  static Stream<String> cases() {
    return Stream.of(
        "roberta",
        "xlm-roberta",
        "camembert",
        "distilbert",
        "distilbert-odd",
        "electra",
        "electra-narrow",
        "deberta-v3",
        "deberta-v2-conv",
        "deberta-v2-c2p",
        "deberta-v2-p2c",
        "deberta-v2-absolute");
  }

  static Stream<Arguments> casesInBothTypes() {
    return ParityCase.inBothTypes(cases());
  }

  @ParameterizedTest
  @MethodSource("casesInBothTypes")
  void computesWhatTransformersComputes(String name, DataType dtype) throws IOException {
    try (ParityCase parity = new ParityCase(name, dtype);
        Head head = new Head(parity.backbone(), HeadKind.SEQUENCE, LABELS, 0)) {
      parity.load(head.parameters());
      head.parameters().values().forEach(array -> array.setRequiresGradient(true));
      Taps.Builder taps = Taps.builder();
      Map<String, NDArray> trained = parity.trainAll(taps);
      check(parity, head, taps.build());

      Map<String, NDArray> all = new LinkedHashMap<>(trained);
      all.putAll(head.parameters());
      parity.assertGradients(all);
      assertThat(all.keySet()).containsExactlyInAnyOrderElementsOf(parity.gradients());
    }
  }

  /** Hidden states, logits and loss; leaves gradients. */
  private static void check(ParityCase parity, Head head, Taps taps) {
    Backbone backbone = parity.backbone();
    try (Ops ops = Ops.training(backbone.manager(), parity.dtype());
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      TokenBatch batch = TokenBatch.of(ops, parity.rows(), 0);
      NDArray hidden = backbone.hiddenStates(ops, batch, taps, 0);
      parity.assertTokensClose("hidden states", ops.floatValues(hidden), parity.floats("hidden"));
      NDArray pooled = backbone.pooled(ops, hidden, batch, taps);
      NDArray logits = head.forward(ops, pooled, 0);
      ParityCase.assertClose("logits", ops.floatValues(logits), parity.floats("logits"));
      NDArray labels = ops.longs(parity.longs("labels"), new Shape(batch.rows()));
      NDArray loss = ops.crossEntropy(logits, labels);
      ParityCase.assertClose("loss", ops.floatValues(loss), parity.floats("loss"));
      collector.backward(loss);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsDoNotFeelTheirPadding(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name);
        Ops ops = Ops.evaluation(parity.backbone().manager(), DataType.FLOAT32)) {
      NDArray together = pooled(ops, parity.backbone(), parity.rows());
      for (int row = 0; row < parity.rows().size(); row++) {
        NDArray alone = pooled(ops, parity.backbone(), List.of(parity.rows().get(row)));
        NDArray same = ops.slice(together, 0, row, row + 1);
        ParityCase.assertClose("row " + row, same.toFloatArray(), alone.toFloatArray());
      }
    }
  }

  private static NDArray pooled(Ops ops, Backbone backbone, List<Encoding> rows) {
    TokenBatch batch = TokenBatch.of(ops, rows, 0);
    NDArray hidden = backbone.hiddenStates(ops, batch, Taps.NONE, 0);
    return backbone.pooled(ops, hidden, batch, Taps.NONE);
  }
}
