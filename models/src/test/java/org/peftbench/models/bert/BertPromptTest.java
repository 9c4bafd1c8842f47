package org.peftbench.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Prompts before the sequence: where they stand and who sees them. */
class BertPromptTest {
  private static final int TOKENS = 3;

  @TempDir Path folder;
  private Backbone backbone;
  private Ops ops;
  private TokenBatch batch;

  /** A checkpoint without a pooler, that takes the mean over positions. */
  @BeforeEach
  void open() throws Exception {
    Path tiny = Path.of(TinyBert.class.getResource("tiny").toURI());
    Files.copy(tiny.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    ObjectNode config =
        (ObjectNode) Json.MAPPER.readTree(Files.readString(tiny.resolve("config.json")));
    Files.writeString(folder.resolve("config.json"), config.put("pooling", "mean").toString());
    backbone = Architecture.openAny(new ModelFiles("tiny", folder, "none"), DataType.FLOAT64);
    ops = Ops.evaluation(backbone.manager(), DataType.FLOAT64);
    batch =
        TokenBatch.of(
            ops,
            List.of(
                new Encoding(new long[] {5, 6, 7, 8}, new long[4]),
                new Encoding(new long[] {9, 10}, new long[2])),
            0);
  }

  @AfterEach
  void close() {
    ops.close();
    backbone.close();
  }

  @Test
  void standsBeforeTheBatchsOwnPositions() {
    NDArray hidden = backbone.hiddenStates(ops, batch, prompt(false), 0);
    assertThat(hidden.getShape()).isEqualTo(new Shape(2, TOKENS + 4, backbone.hiddenSize()));
    NDArray own = backbone.ownStates(ops, hidden, batch);
    assertThat(ops.values(own))
        .isEqualTo(ops.values(ops.slice(hidden, 1, TOKENS, TOKENS + 4)))
        .isNotEqualTo(ops.values(backbone.hiddenStates(ops, batch, Taps.NONE, 0)));
  }

  @Test
  void takesPartInTheMeanOnlyIfPooled() {
    NDArray hidden = backbone.hiddenStates(ops, batch, prompt(false), 0);
    double[] text = ops.values(backbone.pooled(ops, hidden, batch, prompt(false)));
    double[] all = ops.values(backbone.pooled(ops, hidden, batch, prompt(true)));
    // the second row has two tokens, and padding behind them
    NDArray row = ops.slice(hidden, 0, 1, 2);
    assertMean(text, ops.slice(row, 1, TOKENS, TOKENS + 2));
    assertMean(all, ops.slice(row, 1, 0, TOKENS + 2));
  }

  private void assertMean(double[] pooled, NDArray states) {
    double[] expected = ops.values(ops.mean(states, false, 1));
    for (int i = 0; i < expected.length; i++) {
      assertThat(pooled[expected.length + i]).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void refusesASequenceThatEndsBehindTheLastPosition() {
    int room = backbone.maxPositions() - 4;
    Taps fits = Taps.builder().firstPosition(room).build();
    assertThat(backbone.hiddenStates(ops, batch, fits, 0).getShape().get(1)).isEqualTo(4);
    Taps over = Taps.builder().firstPosition(room + 1).build();
    assertThatThrownBy(() -> backbone.hiddenStates(ops, batch, over, 0))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "input of %d positions (%d of them prompt or prefix) is longer than the model's %d: lower max_length",
            room + 5, room + 1, room + 4);
  }

  private Taps prompt(boolean pooled) {
    Shape shape = new Shape(2, TOKENS, backbone.hiddenSize());
    return Taps.builder().prompt((scope, rows) -> scope.full(shape, 0.5), pooled).build();
  }
}
