package org.peftbench.models.bert;

/**
 * What a family calls the parts of a layer, below {@code layers} and the layer's number.
 *
 * @param layers what stands before the number
 */
public record BertNames(
    String layers,
    String query,
    String key,
    String value,
    String attention,
    String attentionOutput,
    String attentionSublayer,
    String attentionNorm,
    String up,
    String down,
    String ffnSublayer,
    String ffnNorm) {

  /** BERT's own names, which most have taken over. */
  static final BertNames BERT = attendingBy("query", "key", "value");

  /** DistilBERT's. */
  static final BertNames DISTILBERT =
      new BertNames(
          "transformer.layer.",
          "attention.q_lin",
          "attention.k_lin",
          "attention.v_lin",
          "attention",
          "attention.out_lin",
          "attention.sublayer",
          "sa_layer_norm",
          "ffn.lin1",
          "ffn.lin2",
          "ffn",
          "output_layer_norm");

  /** BERT's names but for the three maps inside the attention. */
  public static BertNames attendingBy(String query, String key, String value) {
    return new BertNames(
        "encoder.layer.",
        "attention.self." + query,
        "attention.self." + key,
        "attention.self." + value,
        "attention.self",
        "attention.output.dense",
        "attention.output",
        "attention.output.LayerNorm",
        "intermediate.dense",
        "output.dense",
        "output",
        "output.LayerNorm");
  }
}
