package org.peftbench.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftbench.models.Initializer;
import org.peftbench.models.ParityCase;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

class BertTest {
  private TinyBert tiny;

  @BeforeEach
  void open() throws Exception {
    tiny = new TinyBert(DataType.FLOAT32);
  }

  @AfterEach
  void close() throws Exception {
    tiny.close();
  }

  @Test
  void computesWhatTransformersComputes() {
    try (Ops ops = Ops.evaluation(tiny.backbone.manager(), DataType.FLOAT32)) {
      TokenBatch batch = TokenBatch.of(ops, tiny.rows(), 0);
      NDArray hidden = tiny.backbone.hiddenStates(ops, batch, Taps.NONE, 0);
      // Padding positions hold whatever; transformers' differ from ours in nothing but rounding.
      ParityCase.assertClose("hidden states", hidden.toFloatArray(), tiny.floats("hidden"));
      NDArray pooled = tiny.backbone.pooled(ops, hidden, batch, Taps.NONE);
      ParityCase.assertClose("pooled", pooled.toFloatArray(), tiny.floats("pooled"));
    }
  }

  /**
   * In float64, so that only transformers' rounding is in the difference. A key's bias has a
   * gradient of 0 but for the rounding of terms as large as its weight's.
   */
  @Test
  void givesEveryParameterTransformersGradient() throws Exception {
    tiny.close();
    tiny = new TinyBert(DataType.FLOAT64);
    Map<String, NDArray> trained = new LinkedHashMap<>();
    Taps.Builder taps = Taps.builder();
    Initializer initializer = new Initializer(tiny.backbone.manager(), DataType.FLOAT64, 0);
    tiny.backbone
        .parameters()
        .forEach(
            (name, frozen) -> {
              NDArray copy = initializer.copy(frozen);
              copy.setRequiresGradient(true);
              trained.put(name, copy);
              taps.parameter(name, copy);
            });
    assertThat(loss(taps.build())).isCloseTo(tiny.floats("loss")[0], within(1e-5f));
    assertThat(tiny.names().stream().filter(name -> name.startsWith("gradient.")).count())
        .isEqualTo(trained.size() + 2L); // and the classifier's two
    trained.forEach(
        (name, array) -> {
          try (Ops ops = Ops.evaluation(tiny.backbone.manager(), DataType.FLOAT64);
              NDArray gradient = array.getGradient()) {
            String module = name.substring(0, name.lastIndexOf('.'));
            ParityCase.assertClose(
                "gradient of " + name,
                ops.floatValues(gradient),
                tiny.floats("gradient." + name),
                tiny.floats("gradient." + module + ".weight"));
          }
        });
  }

  @Test
  void rowsDoNotFeelTheirPadding() {
    try (Ops ops = Ops.evaluation(tiny.backbone.manager(), DataType.FLOAT32)) {
      TokenBatch together = TokenBatch.of(ops, tiny.rows(), 0);
      float[] all = pooled(ops, together);
      for (int row = 0; row < together.rows(); row++) {
        TokenBatch alone = TokenBatch.of(ops, List.of(tiny.rows().get(row)), 0);
        float[] one = pooled(ops, alone);
        for (int i = 0; i < one.length; i++) {
          assertThat(all[row * one.length + i]).isCloseTo(one[i], within(1e-5f));
        }
      }
    }
  }

  @Test
  void publishesItsSites() {
    List<Site> sites = tiny.backbone.sites();
    assertThat(sites).doesNotHaveDuplicates();
    assertThat(sites)
        .contains(
            new Site("encoder", 1, Role.FFN_UP, "encoder.layer.1.intermediate.dense", 24, 40),
            new Site("encoder", -1, Role.TOKEN_EMBEDDING, "embeddings.word_embeddings", 61, 24));
    for (Site site : sites) {
      if (site.role().isLinear()) {
        NDArray weight = tiny.backbone.parameters().get(site.weight());
        assertThat(weight.getShape()).isEqualTo(new Shape(site.out(), site.in()));
      }
    }
  }

  private float[] pooled(Ops ops, TokenBatch batch) {
    NDArray hidden = tiny.backbone.hiddenStates(ops, batch, Taps.NONE, 0);
    return tiny.backbone.pooled(ops, hidden, batch, Taps.NONE).toFloatArray();
  }

  private float loss(Taps taps) {
    try (Ops ops = Ops.training(tiny.backbone.manager(), DataType.FLOAT64);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      TokenBatch batch = TokenBatch.of(ops, tiny.rows(), 0);
      NDArray hidden = tiny.backbone.hiddenStates(ops, batch, taps, 0);
      NDArray pooled = tiny.backbone.pooled(ops, hidden, batch, taps);
      NDArray weight = ops.floats(tiny.head("classifier.weight"), new Shape(3, 24));
      NDArray bias = ops.floats(tiny.head("classifier.bias"), new Shape(3));
      NDArray logits = ops.linear(pooled, weight, bias);
      ParityCase.assertClose("logits", ops.floatValues(logits), tiny.floats("logits"));
      NDArray loss = ops.crossEntropy(logits, ops.longs(tiny.longs("labels"), new Shape(3)));
      collector.backward(loss);
      return ops.floatValues(loss)[0];
    }
  }
}
