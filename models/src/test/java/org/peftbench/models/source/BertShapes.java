package org.peftbench.models.source;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The names and shapes that transformers gives the weights of a BERT, from its configuration. */
final class BertShapes {
  private final Map<String, Shape> shapes = new TreeMap<>();

  private BertShapes() {}

  static Map<String, Shape> of(JsonNode config, boolean pooler) {
    long hidden = config.path("hidden_size").asLong();
    long inner = config.path("intermediate_size").asLong();
    long words = config.path("vocab_size").asLong();
    BertShapes bert = new BertShapes();
    bert.put("embeddings.word_embeddings.weight", words, hidden);
    bert.put(
        "embeddings.position_embeddings.weight",
        config.path("max_position_embeddings").asLong(),
        hidden);
    bert.put(
        "embeddings.token_type_embeddings.weight", config.path("type_vocab_size").asLong(), hidden);
    bert.norm("embeddings", hidden);
    for (int i = 0; i < config.path("num_hidden_layers").asInt(); i++) {
      String layer = "encoder.layer." + i;
      bert.linear(layer + ".attention.self.query", hidden, hidden);
      bert.linear(layer + ".attention.self.key", hidden, hidden);
      bert.linear(layer + ".attention.self.value", hidden, hidden);
      bert.linear(layer + ".attention.output.dense", hidden, hidden);
      bert.norm(layer + ".attention.output", hidden);
      bert.linear(layer + ".intermediate.dense", hidden, inner);
      bert.linear(layer + ".output.dense", inner, hidden);
      bert.norm(layer + ".output", hidden);
    }
    if (pooler) {
      bert.linear("pooler.dense", hidden, hidden);
    }
    if (config.path("architectures").path(0).asText().equals("BertForMaskedLM")) {
      bert.linear("cls.predictions.transform.dense", hidden, hidden);
      bert.norm("cls.predictions.transform", hidden);
      bert.put("cls.predictions.bias", words);
    }
    return bert.shapes;
  }

  private void linear(String name, long in, long out) {
    put(name + ".weight", out, in);
    put(name + ".bias", out);
  }

  private void norm(String parent, long width) {
    put(parent + ".LayerNorm.weight", width);
    put(parent + ".LayerNorm.bias", width);
  }

  private void put(String name, long... shape) {
    shapes.put(name, new Shape(shape));
  }
}
