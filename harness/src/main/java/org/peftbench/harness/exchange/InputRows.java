package org.peftbench.harness.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Reads rows to answer: JSON objects, one a line, with {@code text} and perhaps {@code pair}, or
 * with {@code input_ids} and perhaps {@code attention_mask} and {@code token_type_ids}; {@code id}
 * if they have one.
 */
final class InputRows {
  private static final String ID = "id";
  private static final String TEXT = "text";
  private static final String PAIR = "pair";
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final List<String> KEYS = List.of(ID, TEXT, PAIR, IDS, MASK, TYPES);

  private final Path file;
  private final Tokenizer tokenizer;
  private final Outline outline;
  private final int maxLength;
  private final boolean cuts;
  private int line;

  /**
   * A reader.
   *
   * @param maxLength most tokens of a text
   * @param cuts whether a longer text is cut, as in training, or refused: who goes on with a text
   *     must have read its end
   */
  InputRows(Path file, Tokenizer tokenizer, Outline outline, int maxLength, boolean cuts) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.outline = outline;
    this.maxLength = Math.min(maxLength, outline.maxPositions());
    this.cuts = cuts;
  }

  /**
   * All rows of the file; empty lines are none.
   *
   * @throws UserError with file and line, if one is malformed
   */
  List<InputRow> read() throws IOException {
    List<InputRow> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          rows.add(row(text, rows.size()));
        }
      }
    } catch (MalformedInputException e) {
      throw new UserError("%s:%d: the text behind this line is not UTF-8", file, line).withCause(e);
    }
    if (rows.isEmpty()) {
      throw new UserError("%s holds no rows: write one JSON object a line", file);
    }
    return rows;
  }

  private InputRow row(String text, int number) {
    JsonNode row = parse(text);
    for (var field : row.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw error(Names.unknown("key", field.getKey(), KEYS).getMessage());
      }
    }
    if (row.has(TEXT) == row.has(IDS)) {
      throw error("a row has either text or input_ids");
    }
    String id = row.has(ID) ? row.get(ID).asText() : Integer.toString(number);
    return new InputRow(id, row.has(TEXT) ? words(row) : tokens(row));
  }

  private JsonNode parse(String text) {
    try {
      JsonNode row = Json.MAPPER.readTree(text);
      if (row.isObject()) {
        return row;
      }
      throw error("a row is a JSON object");
    } catch (JsonProcessingException e) {
      throw (UserError)
          error("column %d: %s".formatted(e.getLocation().getColumnNr(), e.getOriginalMessage()))
              .initCause(e);
    }
  }

  private Encoding words(JsonNode row) {
    if (row.has(MASK) || row.has(TYPES)) {
      throw error("%s and %s belong to %s, not to a text".formatted(MASK, TYPES, IDS));
    }
    String text = string(row, TEXT);
    String pair = row.has(PAIR) ? string(row, PAIR) : null;
    Encoding whole = tokenizer.encode(text, pair, Integer.MAX_VALUE);
    if (whole.length() <= maxLength) {
      return whole;
    }
    if (!cuts) {
      throw error(
          "text of %d tokens is longer than the %d that the model can read and still answer: shorten it"
              .formatted(whole.length(), maxLength));
    }
    return tokenizer.encode(text, pair, maxLength);
  }

  private String string(JsonNode row, String key) {
    if (!row.get(key).isTextual()) {
      throw error("%s must be text, got %s".formatted(key, row.get(key)));
    }
    return row.get(key).textValue();
  }

  private Encoding tokens(JsonNode row) {
    if (row.has(PAIR)) {
      throw error("pair belongs to text; tokens of a pair are one row of input_ids");
    }
    long[] ids = numbers(row, IDS, size(Role.TOKEN_EMBEDDING));
    if (ids.length == 0 || ids.length > outline.maxPositions()) {
      throw error(
          "input_ids must be 1 to %d tokens, got %d".formatted(outline.maxPositions(), ids.length));
    }
    long[] types =
        row.has(TYPES) ? numbers(row, TYPES, size(Role.TYPE_EMBEDDING)) : new long[ids.length];
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    mask = row.has(MASK) ? numbers(row, MASK, 2) : mask;
    if (types.length != ids.length || mask.length != ids.length) {
      throw error(
          "%d input_ids need as many of attention_mask and token_type_ids, got %d and %d"
              .formatted(ids.length, mask.length, types.length));
    }
    if (Arrays.stream(mask).sum() == 0) {
      throw error("attention_mask hides every token");
    }
    return new Encoding(ids, types, Arrays.stream(mask).mapToInt(Math::toIntExact).toArray());
  }

  /** Whole numbers from 0, below a bound. */
  private long[] numbers(JsonNode row, String key, int bound) {
    JsonNode list = row.get(key);
    if (!list.isArray()) {
      throw error("%s must be a list of whole numbers, got %s".formatted(key, list));
    }
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list.get(i);
      numbers[i] = number.isIntegralNumber() ? number.asLong() : -1;
      if (numbers[i] < 0 || numbers[i] >= bound) {
        throw error(
            "%s[%d] must be a whole number in [0, %d), got %s".formatted(key, i, bound, number));
      }
    }
    return numbers;
  }

  /** Rows of a table of vectors; 1 where a network has none, so that all ids are 0. */
  private int size(Role role) {
    return outline.sites().stream()
        .filter(site -> site.role() == role)
        .mapToInt(site -> site.in())
        .findFirst()
        .orElse(1);
  }

  private UserError error(String message) {
    return new UserError("%s:%d: %s", file, line, message);
  }
}
