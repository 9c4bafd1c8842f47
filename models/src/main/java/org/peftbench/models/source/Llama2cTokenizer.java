package org.peftbench.models.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Turns a tokenizer of llama2.c into {@code tokenizer.json}: byte-pair encoding with a token for
 * every byte.
 *
 * <p>The file has no merges but a score a token; two tokens merge into a third, higher scores
 * first.
 */
final class Llama2cTokenizer {
  private static final List<String> SPECIAL = List.of("<unk>", "<s>", "</s>");

  /** What stands for a blank, U+2581. */
  private static final String BLANK = "\u2581";

  private record Merge(String left, String right, float score) {}

  private final Path file;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final List<Float> scores = new ArrayList<>();

  private Llama2cTokenizer(Path file) {
    this.file = file;
  }

  /**
   * The content of {@code tokenizer.json}.
   *
   * @param size tokens that the model knows
   * @throws UserError if the file is missing, cut off or of another format
   */
  static ObjectNode json(Path file, int size) {
    Llama2cTokenizer tokenizer = new Llama2cTokenizer(file);
    tokenizer.read(size);
    return tokenizer.json();
  }

  private void read(int size) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int longest = bytes.getInt();
      for (int id = 0; id < size; id++) {
        float score = bytes.getFloat();
        int length = bytes.getInt();
        if (length < 0 || length > longest || length > bytes.remaining()) {
          throw broken("token %d has %d bytes".formatted(id, length));
        }
        byte[] token = new byte[length];
        bytes.get(token);
        add(id, new String(token, StandardCharsets.UTF_8), score);
      }
      if (bytes.hasRemaining()) {
        throw broken("it has more than the model's %d tokens".formatted(size));
      }
    } catch (BufferUnderflowException e) {
      throw broken("it ends before the model's %d tokens do".formatted(size)).withCause(e);
    } catch (IOException e) {
      throw new UserError("%s can't be read: %s", file, e).withCause(e);
    }
  }

  private void add(int id, String token, float score) {
    String piece = id < SPECIAL.size() ? SPECIAL.get(id) : token.replace(" ", BLANK);
    if (ids.putIfAbsent(piece, id) != null) {
      throw broken("the token '%s' is there twice".formatted(piece));
    }
    scores.add(score);
  }

  private ObjectNode json() {
    ObjectNode root = Json.MAPPER.createObjectNode().put("version", "1.0");
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
    ObjectNode normalizer = root.putObject("normalizer").put("type", "Sequence");
    ArrayNode steps = normalizer.putArray("normalizers");
    steps.addObject().put("type", "Prepend").put("prepend", BLANK);
    replace(steps, " ", BLANK);
    root.set("post_processor", template());
    ArrayNode decoders = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
    replace(decoders, BLANK, " ");
    decoders.addObject().put("type", "ByteFallback");
    decoders.addObject().put("type", "Fuse");
    decoders.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
    ObjectNode model =
        root.putObject("model")
            .put("type", "BPE")
            .put("unk_token", SPECIAL.get(0))
            .put("fuse_unk", true)
            .put("byte_fallback", true);
    model.set("vocab", Json.MAPPER.valueToTree(ids));
    ArrayNode merges = model.putArray("merges");
    merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
    return root;
  }

  /** {@code <s> A}, or {@code <s> A <s> B}. */
  private static ObjectNode template() {
    ObjectNode template = Json.MAPPER.createObjectNode().put("type", "TemplateProcessing");
    for (String form : List.of("single", "pair")) {
      ArrayNode items = template.putArray(form);
      for (String text : form.equals("pair") ? List.of("A", "B") : List.of("A")) {
        item(items, "SpecialToken", "<s>");
        item(items, "Sequence", text);
      }
    }
    ObjectNode start = template.putObject("special_tokens").putObject("<s>").put("id", "<s>");
    start.putArray("ids").add(1);
    start.putArray("tokens").add("<s>");
    return template;
  }

  private static void item(ArrayNode items, String kind, String id) {
    items.addObject().putObject(kind).put("id", id).put("type_id", 0);
  }

  private static void replace(ArrayNode steps, String from, String to) {
    ObjectNode step = steps.addObject().put("type", "Replace");
    step.putObject("pattern").put("String", from);
    step.put("content", to);
  }

  /** Every pair of tokens that makes a token, in the order in which they merge. */
  private List<Merge> merges() {
    List<Merge> merges = new ArrayList<>();
    ids.forEach(
        (piece, id) -> {
          for (int at = 1; at < piece.length(); at++) {
            String left = piece.substring(0, at);
            String right = piece.substring(at);
            if (ids.containsKey(left) && ids.containsKey(right)) {
              merges.add(new Merge(left, right, scores.get(id)));
            }
          }
        });
    merges.sort(
        Comparator.comparingDouble((Merge merge) -> -merge.score())
            .thenComparing(merge -> ids.get(merge.left()))
            .thenComparing(merge -> ids.get(merge.right())));
    return merges;
  }

  private UserError broken(String what) {
    return new UserError("%s is no llama2.c tokenizer: %s. Download it again.", file, what);
  }
}
