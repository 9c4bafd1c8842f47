package org.peftbench.methods.ptuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.parts.Mlp;
import org.peftbench.methods.parts.NonLinearity;
import org.peftbench.methods.parts.VirtualTokens;
import org.peftbench.models.ops.Lstm;

/** The networks that make a prompt [n, hidden] of a trained table of that shape. */
final class PromptEncoder {
  private static final String HEAD = VirtualTokens.ROOT + "mlp_head";
  private static final String LSTM = VirtualTokens.ROOT + "lstm_head.";

  private PromptEncoder() {}

  static VirtualTokens train(Parameters parameters, PTuning.Config config, int hidden) {
    int tokens = config.virtualTokens();
    int inner = config.hiddenSize();
    NDArray table = VirtualTokens.table(parameters, tokens, hidden);
    if (config.encoder().equals("mlp")) {
      Mlp head = Mlp.train(parameters, HEAD, NonLinearity.RELU, hidden, inner, inner, hidden);
      return ops -> head.forward(ops, table);
    }
    List<NDArray> weights = lstm(parameters, hidden, inner, config.layers());
    Mlp head = Mlp.train(parameters, HEAD, NonLinearity.RELU, 2 * inner, 2 * inner, hidden);
    return ops -> {
      NDArray sequence = ops.reshape(table, 1, tokens, hidden);
      NDArray states = Lstm.forward(ops, sequence, weights, config.dropout()); // [1, n, 2·inner]
      return head.forward(ops, ops.reshape(states, tokens, 2L * inner));
    };
  }

  /** Number of parameters. */
  static long size(PTuning.Config config, int hidden) {
    int inner = config.hiddenSize();
    long table = (long) config.virtualTokens() * hidden;
    if (config.encoder().equals("mlp")) {
      return table + Mlp.size(hidden, inner, inner, hidden);
    }
    long lstm = 0;
    for (int layer = 0; layer < config.layers(); layer++) {
      int in = layer == 0 ? hidden : 2 * inner;
      lstm += 2 * 4L * inner * (in + inner + 2); // directions, gates, both weights and biases
    }
    return table + lstm + Mlp.size(2 * inner, 2 * inner, hidden);
  }

  /** Weights in the order the LSTM wants, from PyTorch's defaults: U(±1/√inner). */
  private static List<NDArray> lstm(Parameters parameters, int hidden, int inner, int layers) {
    List<NDArray> weights = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int in = layer == 0 ? hidden : 2 * inner;
      for (String direction : List.of("", "_reverse")) {
        String end = "_l" + layer + direction;
        for (String kind : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
          String name = LSTM + kind + end;
          boolean bias = kind.startsWith("bias");
          Shape shape =
              bias
                  ? new Shape(4L * inner)
                  : new Shape(4L * inner, kind.equals("weight_ih") ? in : inner);
          NDArray start = parameters.initializer().kaimingUniform(name, shape, inner);
          weights.add(
              bias ? parameters.trainUndecayed(name, start) : parameters.train(name, start));
        }
      }
    }
    return List.copyOf(weights);
  }
}
