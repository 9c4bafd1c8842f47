package org.peftbench.models.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.peftbench.results.base.Json;

/** Makes a byte-level {@code tokenizer.json} of a text's own vocabulary. */
public final class TokenizerMaker {
  /** Special tokens in the order of their ids: RoBERTa's. */
  public static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>");

  /** Their ids. */
  public static final int BEGIN = 0;

  public static final int PAD = 1;
  public static final int END = 2;
  public static final int MASK = 4;

  private TokenizerMaker() {}

  /**
   * Learns a vocabulary and writes it down.
   *
   * @param size number of tokens
   * @param closed whether a text ends with {@code </s>}, as encoders have it, or stays open to be
   *     continued
   */
  public static ObjectNode learn(List<String> texts, int size, boolean closed) {
    BytePairs pairs = BytePairs.learn(texts, SPECIAL, size);
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("version", "1.0");
    json.putNull("truncation");
    json.putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    for (int id = 0; id < SPECIAL.size(); id++) {
      ObjectNode token = added.addObject();
      token.put("id", id).put("content", SPECIAL.get(id)).put("special", true);
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        token.put(flag, false);
      }
    }
    json.putNull("normalizer");
    ObjectNode before = json.putObject("pre_tokenizer").put("type", "Sequence");
    ArrayNode steps = before.putArray("pretokenizers");
    steps.addObject().put("type", "Digits").put("individual_digits", true);
    steps.add(byteLevel());
    json.set("post_processor", template(closed));
    json.set("decoder", byteLevel());
    json.set("model", model(pairs));
    return json;
  }

  private static ObjectNode byteLevel() {
    ObjectNode level = Json.MAPPER.createObjectNode().put("type", "ByteLevel");
    return level.put("add_prefix_space", false).put("trim_offsets", true).put("use_regex", true);
  }

  private static ObjectNode template(boolean closed) {
    ObjectNode template = Json.MAPPER.createObjectNode().put("type", "TemplateProcessing");
    ArrayNode single = template.putArray("single");
    special(single, BEGIN);
    sequence(single, "A");
    ArrayNode pair = template.putArray("pair");
    special(pair, BEGIN);
    sequence(pair, "A");
    if (closed) {
      special(single, END);
      special(pair, END);
      special(pair, END);
    }
    sequence(pair, "B");
    if (closed) {
      special(pair, END);
    }
    ObjectNode tokens = template.putObject("special_tokens");
    for (int id : closed ? List.of(BEGIN, END) : List.of(BEGIN)) {
      ObjectNode token = tokens.putObject(SPECIAL.get(id)).put("id", SPECIAL.get(id));
      token.putArray("ids").add(id);
      token.putArray("tokens").add(SPECIAL.get(id));
    }
    return template;
  }

  private static void special(ArrayNode places, int id) {
    places.addObject().putObject("SpecialToken").put("id", SPECIAL.get(id)).put("type_id", 0);
  }

  private static void sequence(ArrayNode places, String name) {
    places.addObject().putObject("Sequence").put("id", name).put("type_id", 0);
  }

  private static ObjectNode model(BytePairs pairs) {
    ObjectNode model = Json.MAPPER.createObjectNode().put("type", "BPE");
    for (String none :
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      model.putNull(none);
    }
    model.put("fuse_unk", false).put("byte_fallback", false);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < pairs.tokens().size(); id++) {
      vocabulary.put(pairs.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    pairs.merges().forEach(pair -> merges.add(pair.left() + " " + pair.right()));
    return model;
  }
}
