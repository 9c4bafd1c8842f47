package org.peftbench.results.base;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * JSON as peftbench reads and writes it: snake_case names, nothing unknown, nothing silently
 * coerced, absent instead of null.
 *
 * <p>NaN and infinities have no place in JSON; writing one is an error of the caller.
 */
public final class Json {
  /** The one mapper. Callers don't reconfigure it. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER) // to the same bits
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final ObjectWriter PRETTY =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /**
   * The canonical text of a value: sorted keys at every level, no blanks. Equal values give equal
   * bytes.
   */
  public static String canonical(Object value) {
    return write(MAPPER.writer(), sorted(MAPPER.valueToTree(value)));
  }

  /** The same, indented for people, with a newline at the end. */
  public static String pretty(Object value) {
    return write(PRETTY, sorted(MAPPER.valueToTree(value))) + "\n";
  }

  /**
   * The same on few lines: one an entry, and one an item of an entry that is a list, so that a
   * change of one of many is one line in a review.
   */
  public static String lines(Object value) {
    StringJoiner entries = new StringJoiner(",\n", "{\n", "\n}\n");
    sorted(MAPPER.valueToTree(value))
        .properties()
        .forEach(entry -> entries.add(canonical(entry.getKey()) + ": " + items(entry.getValue())));
    return entries.toString();
  }

  private static String items(JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return canonical(value);
    }
    StringJoiner items = new StringJoiner(",\n", "[\n", "\n]");
    value.forEach(item -> items.add(canonical(item)));
    return items.toString();
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory can be written", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode copy = MAPPER.createObjectNode();
      fields.forEach(copy::set);
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = MAPPER.createArrayNode();
      node.forEach(item -> copy.add(sorted(item)));
      return copy;
    }
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException(
          "JSON has no " + node.doubleValue() + ": leave a missing figure out");
    }
    return node;
  }
}
