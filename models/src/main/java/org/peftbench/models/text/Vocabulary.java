package org.peftbench.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The tokens of a {@code tokenizer.json} and their ids, added tokens included. */
record Vocabulary(Map<String, Integer> ids, int size) {

  static Vocabulary of(JsonNode tokenizer) {
    Map<String, Integer> ids = new HashMap<>();
    JsonNode model = tokenizer.path("model").path("vocab");
    if (model.isArray()) { // Unigram: pairs of token and score, in the order of their ids
      for (JsonNode pair : model) {
        ids.put(pair.path(0).asText(), ids.size());
      }
    } else {
      model.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
    }
    for (JsonNode added : tokenizer.path("added_tokens")) {
      ids.put(added.path("content").asText(), added.path("id").asInt());
    }
    int highest = ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    return new Vocabulary(Map.copyOf(ids), highest + 1);
  }

  OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
