package org.peftbench.models.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * BERT's tokenizer from its vocabulary alone: the {@code tokenizer.json} that Hugging Face's own
 * conversion of {@code vocab.txt} gives.
 */
public final class WordPiece {
  private static final String UNKNOWN = "[UNK]";
  private static final String FIRST = "[CLS]";
  private static final String SEPARATOR = "[SEP]";
  private static final List<String> SPECIAL = List.of("[PAD]", UNKNOWN, FIRST, SEPARATOR, "[MASK]");
  private static final int MAX_WORD = 100;

  private WordPiece() {}

  /**
   * Builds {@code tokenizer.json}.
   *
   * @param vocabulary {@code vocab.txt}, a token a line; the line's number is the id
   * @param lowerCase whether text is lower-cased and its accents stripped
   * @throws UserError if a token stands there twice or a special token is missing
   */
  public static ObjectNode tokenizerJson(Path vocabulary, boolean lowerCase) throws IOException {
    Map<String, Integer> ids = ids(vocabulary);
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (String token : SPECIAL) {
      added
          .addObject()
          .put("id", ids.get(token))
          .put("content", token)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents") // as lower-casing does
        .put("lowercase", lowerCase);
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.set("post_processor", template(ids));
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    root.putObject("model")
        .put("type", "WordPiece")
        .put("unk_token", UNKNOWN)
        .put("continuing_subword_prefix", "##")
        .put("max_input_chars_per_word", MAX_WORD)
        .set("vocab", Json.MAPPER.valueToTree(ids));
    return root;
  }

  private static Map<String, Integer> ids(Path vocabulary) throws IOException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    try {
      for (String token : Files.readAllLines(vocabulary)) {
        int line = ids.size() + 1;
        if (ids.putIfAbsent(token, ids.size()) != null) {
          throw new UserError("%s:%d: the token '%s' is there twice", vocabulary, line, token);
        }
      }
    } catch (CharacterCodingException e) {
      throw new UserError("%s is no UTF-8 text", vocabulary).withCause(e);
    }
    for (String token : SPECIAL) {
      if (!ids.containsKey(token)) {
        throw new UserError(
            "%s lacks the token %s: it is no vocabulary of BERT", vocabulary, token);
      }
    }
    return ids;
  }

  /** {@code [CLS] A [SEP]}, or {@code [CLS] A [SEP] B [SEP]} with type 1 from B on. */
  private static ObjectNode template(Map<String, Integer> ids) {
    ObjectNode template = Json.MAPPER.createObjectNode().put("type", "TemplateProcessing");
    for (String form : List.of("single", "pair")) {
      ArrayNode items = template.putArray(form);
      item(items, "SpecialToken", FIRST, 0);
      item(items, "Sequence", "A", 0);
      item(items, "SpecialToken", SEPARATOR, 0);
      if (form.equals("pair")) {
        item(items, "Sequence", "B", 1);
        item(items, "SpecialToken", SEPARATOR, 1);
      }
    }
    ObjectNode special = template.putObject("special_tokens");
    for (String token : List.of(FIRST, SEPARATOR)) {
      ObjectNode entry = special.putObject(token).put("id", token);
      entry.putArray("ids").add(ids.get(token));
      entry.putArray("tokens").add(token);
    }
    return template;
  }

  private static void item(ArrayNode items, String kind, String id, int type) {
    items.addObject().putObject(kind).put("id", id).put("type_id", type);
  }
}
