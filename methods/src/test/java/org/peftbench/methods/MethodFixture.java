package org.peftbench.methods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.peftbench.results.base.Json;

/**
 * One row of the contract: a method with a configuration for the tiny model, and what it promises
 * there.
 *
 * @param method registered name
 * @param config overrides of the defaults, as JSON
 * @param trainables number of trained parameters, by a formula over the tiny model's sizes
 * @param identityAtStart whether the adapted model computes what the frozen one does before
 *     training
 * @param mergeable whether the adaptation folds into the weights
 */
record MethodFixture(
    String method, String config, long trainables, boolean identityAtStart, boolean mergeable) {
  private static final int D = TinyModel.HIDDEN;
  private static final int F = TinyModel.WIDE;
  private static final int LAYERS = 2;

  /** Weights and biases of the pooler. */
  private static final int POOLER = D * D + D;

  private static final int LAYER = 4 * (D * D + D) + (D * F + F) + (F * D + D) + 2 * 2 * D;
  private static final int EMBEDDINGS =
      (TinyModel.VOCABULARY + TinyModel.POSITIONS + 2) * D + 2 * D;

  /** Every registered method at least once; the contract test fails for one that is missing. */
  static final List<MethodFixture> ALL =
      List.of(
          new MethodFixture("full", "{}", EMBEDDINGS + LAYERS * LAYER + POOLER, true, true),
          new MethodFixture("head-only", "{}", 0, true, true),
          // q, k, v, o, down: D each; up: F; two norms: D each; the embeddings' norm: D
          new MethodFixture("bitfit", "{}", LAYERS * (5 * D + F + 2 * D) + D, true, true),
          // three embeddings: D each; q, k, v, o, down: D each; up: F
          new MethodFixture("propulsion", "{}", 3 * D + LAYERS * (5 * D + F), true, true),
          new MethodFixture(
              "propulsion",
              "{\"degree\": 1, \"targets\": [\"query\", \"key\", \"value\"]}",
              LAYERS * 3 * D,
              true,
              true),
          // behind norms and activations: q, k, v, o, down: D each; up: F
          new MethodFixture(
              "propulsion",
              "{\"norm\": \"after\", \"activation\": \"after\"}",
              3 * D + LAYERS * (5 * D + F),
              true,
              true),
          // the head reads what leaves the pooler, so there is no weight to merge into
          new MethodFixture(
              "propulsion",
              """
              {"targets": ["pooler"], "activation": "after", "vectors": 3, "pooling": "l2"}""",
              3 * D,
              true,
              false),
          // two vectors each; a bias each of query and value
          new MethodFixture(
              "propulsion",
              """
              {"degree": 3, "targets": ["query", "value", "token_embedding"], "layers": "first 1",
               "init": "normal", "init_center": 0.9, "init_scale": 0.1, "vectors": 2,
               "pooling": "product", "biases": true}""",
              3 * 2 * D + 2 * D,
              false,
              true),
          new MethodFixture("lora", "{}", LAYERS * 2 * 8 * 2 * D, true, true),
          new MethodFixture(
              "lora",
              "{\"rank\": 3, \"alpha\": 12, \"dropout\": 0.1, \"targets\": [\"ffn_up\"]}",
              LAYERS * 3 * (D + F),
              true,
              true),
          // queries: rank 8; values: rank 2, but 5 in the first layer
          new MethodFixture(
              "lora",
              """
              {"rank_pattern": {"value": 2, "encoder.layer.0.attention.self.value": 5}}""",
              (LAYERS * 8 + 5 + 2) * 2 * D,
              true,
              true),
          new MethodFixture("rslora", "{}", LAYERS * 2 * 8 * 2 * D, true, true),
          new MethodFixture("dora", "{}", LAYERS * 2 * (8 * 2 * D + D), true, true),
          new MethodFixture(
              "dora",
              "{\"rank\": 3, \"dropout\": 0.1, \"targets\": [\"ffn_up\"]}",
              LAYERS * (3 * (D + F) + F),
              true,
              true),
          new MethodFixture("pissa", "{}", LAYERS * 2 * 8 * 2 * D, true, true),
          new MethodFixture(
              "pissa",
              "{\"rank\": 3, \"alpha\": 12, \"dropout\": 0.1, \"targets\": [\"ffn_down\"]}",
              LAYERS * 3 * (D + F),
              true,
              true),
          new MethodFixture("olora", "{}", LAYERS * 2 * 8 * 2 * D, true, true),
          new MethodFixture("lora-fa", "{}", LAYERS * 2 * 8 * D, true, true),
          // λ_d: rank; λ_b: D each, or F
          new MethodFixture("vera", "{}", LAYERS * 2 * (256 + D), true, true),
          new MethodFixture(
              "vera",
              "{\"rank\": 16, \"dropout\": 0.1, \"targets\": [\"ffn_up\", \"ffn_down\"]}",
              LAYERS * (2 * 16 + F + D),
              true,
              true),
          // weight and bias of two norms a layer and of the embeddings'
          new MethodFixture("ln-tuning", "{}", (LAYERS * 2 + 1) * 2 * D, true, true),
          // keys and values: D each; what enters the second feed-forward map: F
          new MethodFixture("ia3", "{}", LAYERS * (2 * D + F), true, true),
          // a pair of rank 4 and 3 coefficients each
          new MethodFixture(
              "lora-dash",
              "{\"rank\": 4, \"pre_launch\": 1, \"directions\": 3, \"dropout\": 0.1}",
              LAYERS * 2 * (4 * 2 * D + 3),
              true,
              true),
          // A, B and E of rank 6
          new MethodFixture(
              "adalora",
              "{\"init_rank\": 6, \"target_rank\": 4, \"targets\": [\"value\", \"ffn_up\"]}",
              LAYERS * 6 * (2 * D + 1 + D + F + 1),
              true,
              true),
          new MethodFixture(
              "dylora", "{\"rank\": 4, \"dropout\": 0.1}", LAYERS * 2 * 4 * 2 * D, true, true),
          new MethodFixture(
              "deltalora", "{\"rank\": 4, \"start\": 1}", LAYERS * 2 * 4 * 2 * D, true, true),
          // q, k, v, o: D to D; up and down between D and F
          new MethodFixture(
              "relora",
              "{\"rank\": 4, \"alpha\": 4, \"restart_every\": 1}",
              LAYERS * 4 * (4 * 2 * D + 2 * (D + F)),
              true,
              true),
          // shared: as LoRA; heads' own: three times rank 2 in, rank 2 out
          new MethodFixture(
              "kernel-mix-lora",
              "{\"rank\": 4, \"head_rank\": 2}",
              LAYERS * 2 * (4 * 2 * D + 3 * 2 * D + D * 2),
              true,
              true),
          new MethodFixture(
              "reslora", "{\"rank\": 4}", LAYERS * 4 * (4 * 2 * D + 2 * (D + F)), true, true),
          new MethodFixture(
              "reslora",
              "{\"rank\": 4, \"structure\": \"input\", \"targets\": [\"value\"]}",
              LAYERS * 4 * 2 * D,
              true,
              false),
          new MethodFixture(
              "reslora",
              "{\"rank\": 4, \"structure\": \"middle\", \"targets\": [\"ffn_up\"]}",
              LAYERS * 4 * (D + F),
              true,
              false),
          new MethodFixture(
              "loraprune",
              "{\"rank\": 4, \"interval\": 1}",
              LAYERS * 4 * (4 * 2 * D + 2 * (D + F)),
              true,
              true),
          // coordinates of rank 4: D each at q, k, v, o, F each at up and down; and all other
          // parameters
          new MethodFixture(
              "galore",
              "{}",
              LAYERS * 4 * (4 * D + 2 * F)
                  + EMBEDDINGS
                  + LAYERS * LAYER
                  + POOLER
                  - LAYERS * (4 * D * D + 2 * D * F),
              true,
              true),
          new MethodFixture(
              "galore",
              "{\"rest\": false, \"refresh_every\": 2, \"targets\": [\"ffn_up\"]}",
              LAYERS * 4 * F,
              true,
              true),
          // four sites grow by one each in two rounds: room for three parts
          new MethodFixture(
              "increlora",
              "{\"warmup\": 0, \"interval\": 1, \"top\": 2, \"targets\": [\"query\", \"value\"]}",
              LAYERS * 2 * 3 * (2 * D + 1),
              true,
              true),
          // two dense layers with biases, twice a layer; bottleneck 24 / 16 = 1
          new MethodFixture("houlsby", "{}", LAYERS * 2 * adapter(1), false, false),
          new MethodFixture(
              "houlsby",
              "{\"reduction\": 4, \"non_linearity\": \"silu\"}",
              LAYERS * 2 * adapter(6),
              false,
              false),
          new MethodFixture("pfeiffer", "{\"reduction\": 4}", LAYERS * adapter(6), false, false),
          new MethodFixture("parallel-adapter", "{}", LAYERS * adapter(12), true, false),
          // one cube; a layer of two adapters, each of two factored layers with biases
          new MethodFixture(
              "compacter",
              "{\"reduction\": 2}",
              4 * 4 * 4 + LAYERS * 2 * ((D + 12) + 12 + (12 + D) + D),
              true,
              false),
          new MethodFixture("prefix-tuning", "{}", 20 * LAYERS * 2 * D, false, false),
          new MethodFixture(
              "prefix-tuning",
              "{\"virtual_tokens\": 5, \"projection\": true, \"hidden_size\": 9, \"shift_positions\": true}",
              prefix(5, 9, LAYERS * 2 * D),
              false,
              false),
          new MethodFixture("prompt-tuning", "{}", 20 * D, false, false),
          new MethodFixture(
              "prompt-tuning",
              "{\"virtual_tokens\": 4, \"init\": \"vocabulary\", \"pool_prompt\": false}",
              4 * D,
              false,
              false),
          // a table, and dense layers from D to 128 to 128 to D
          new MethodFixture(
              "p-tuning",
              "{}",
              20 * D + (D * 128 + 128) + (128 * 128 + 128) + (128 * D + D),
              false,
              false),
          // the LSTM: four gates of width 7, two directions, two layers of inputs D and 14
          new MethodFixture(
              "p-tuning",
              "{\"virtual_tokens\": 5, \"encoder\": \"lstm\", \"hidden_size\": 7, \"dropout\": 0.2}",
              5 * D
                  + 2 * (28 * D + 28 * 7 + 2 * 28)
                  + 2 * (28 * 14 + 28 * 7 + 2 * 28)
                  + (14 * 14 + 14)
                  + (14 * D + D),
              false,
              false),
          new MethodFixture(
              "mam",
              "{\"virtual_tokens\": 6, \"hidden_size\": 10}",
              prefix(6, 10, LAYERS * 2 * D) + LAYERS * adapter(12),
              false,
              false),
          // one adapter for all layers, two masks a layer
          new MethodFixture(
              "propetl-adapter",
              "{\"reduction\": 4}",
              adapter(6) + LAYERS * 2 * 6 * D,
              false,
              false),
          new MethodFixture(
              "propetl-prefix",
              "{\"virtual_tokens\": 8, \"hidden_size\": 9, \"keep\": 0.3}",
              prefix(8, 9, 2 * D) + LAYERS * 8 * 2 * D,
              false,
              false),
          // two roles' pairs, and masks of their size for each layer
          new MethodFixture(
              "propetl-lora",
              "{\"rank\": 8, \"keep\": 0.4, \"dropout\": 0.1}",
              (1 + LAYERS) * 2 * 8 * 2 * D,
              true,
              true),
          // two pairs for each of queries and values
          new MethodFixture("loha", "{}", LAYERS * 2 * 2 * 8 * 2 * D, true, true),
          new MethodFixture(
              "loha",
              "{\"rank\": 3, \"alpha\": 9, \"targets\": [\"ffn_up\", \"ffn_down\"]}",
              LAYERS * 2 * 2 * 3 * (D + F),
              true,
              true),
          // 24 is 4 · 6: w1 [4, 4], w2 [6, 6]
          new MethodFixture("lokr", "{}", LAYERS * 2 * (4 * 4 + 6 * 6), true, true),
          // 24 is 2 · 12, 40 is 2 · 20: w1 [2, 2] in full, w2 [20, 12] by rank 2
          new MethodFixture(
              "lokr",
              "{\"rank\": 2, \"decompose_factor\": 2, \"targets\": [\"ffn_up\"]}",
              LAYERS * (2 * 2 + 2 * (20 + 12)),
              true,
              true),
          // w1 [6, 6] by rank 2, w2 [4, 4] in full
          new MethodFixture(
              "lokr",
              "{\"rank\": 2, \"decompose_factor\": 6, \"decompose_both\": true}",
              LAYERS * 2 * (2 * (6 + 6) + 4 * 4),
              true,
              true),
          // A [4, 6], B [6, 4]
          new MethodFixture("krona", "{}", LAYERS * 2 * 2 * 4 * 6, true, true),
          new MethodFixture(
              "krona",
              "{\"rows\": 8, \"columns\": 3, \"scale\": 2, \"targets\": [\"ffn_up\"]}",
              LAYERS * (8 * 3 + (F / 8) * (D / 3)),
              true,
              true),
          // three blocks of 8, the triangle of each
          new MethodFixture("oft", "{\"block_size\": 8}", LAYERS * 2 * 3 * 28, true, true),
          new MethodFixture(
              "oft",
              "{\"block_size\": 4, \"neumann\": false, \"block_share\": true, \"targets\": [\"ffn_down\"]}",
              LAYERS * 6,
              true,
              true),
          // six blocks of 4 by 4, and a scale a row
          new MethodFixture("boft", "{}", LAYERS * 2 * (6 * 16 + D), true, true),
          new MethodFixture(
              "boft",
              "{\"factors\": 2, \"targets\": [\"query\", \"ffn_down\"]}",
              LAYERS * (2 * (6 + 10) * 16 + 2 * D),
              true,
              true),
          new MethodFixture("fourierft", "{\"coefficients\": 100}", LAYERS * 2 * 100, false, true),
          // q, k, v, o: 2 D each; up, down: D + F each
          new MethodFixture(
              "qlora", "{\"rank\": 4}", LAYERS * 4 * (4 * 2 * D + 2 * (D + F)), false, true),
          new MethodFixture(
              "qlora",
              """
              {"rank": 4, "targets": ["query"], "quantized": ["key", "ffn_up"],
               "block_size": 16, "double_quantization": false}""",
              LAYERS * 4 * 2 * D,
              false,
              true),
          new MethodFixture("loftq", "{}", LAYERS * 8 * (4 * 2 * D + 2 * (D + F)), false, true),
          new MethodFixture(
              "loftq",
              """
              {"rank": 4, "alpha": 8, "dropout": 0.1, "bits": 2, "iterations": 3,
               "targets": ["ffn_up"]}""",
              LAYERS * 4 * (D + F),
              false,
              true),
          // A: a column a group of 8
          new MethodFixture(
              "qa-lora",
              "{\"rank\": 4, \"group_size\": 8}",
              LAYERS * 4 * (4 * (D / 8 + D) + (D / 8 + F) + (F / 8 + D)),
              false,
              true),
          new MethodFixture(
              "qa-lora",
              """
              {"rank": 2, "dropout": 0.1, "bits": 2, "group_size": 3, "pooling": "sum",
               "targets": ["value"]}""",
              LAYERS * 2 * (D / 3 + D),
              false,
              true));

  /** Two dense layers, from D to the bottleneck and back. */
  private static long adapter(int bottleneck) {
    return (D * bottleneck + bottleneck) + ((long) bottleneck * D + D);
  }

  /** A table of D, and dense layers to the inner width and to that of all keys and values. */
  private static long prefix(int tokens, int inner, int width) {
    return (long) tokens * D + (D * inner + inner) + (inner * width + width);
  }

  /** Hangs the method on a model. */
  Adaptation attach(TinyModel model, long seed) {
    PeftMethod<?> registered = PeftMethods.named(method);
    return registered.attach(model.backbone, registered.complete(overrides()), seed);
  }

  /** What the method states of its cost on a model. */
  Cost cost(TinyModel model) {
    PeftMethod<?> registered = PeftMethods.named(method);
    return registered.cost(model.backbone, registered.complete(overrides()));
  }

  private ObjectNode overrides() {
    try {
      return (ObjectNode) Json.MAPPER.readTree(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return method + " " + config;
  }
}
