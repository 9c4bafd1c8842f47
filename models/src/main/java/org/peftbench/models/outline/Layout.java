package org.peftbench.models.outline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * An architecture's data file. Widths are expressions over the fields of {@code config.json}, such
 * as {@code 4 * hidden_size}, read from left to right.
 *
 * @param fields what config.json may leave out, and what follows from it; may be absent
 * @param hidden width of the hidden states, and of every place that says nothing else
 * @param positions an input may have
 * @param keyValueHeads of each attention
 * @param blocks in the order of the data's way
 * @param pretrained what stands on top of a checkpoint as it is published
 * @param classification what stands there in its place when the checkpoint carries a classification
 *     head; {@code labels} is the number of its outputs
 */
record Layout(
    @Nullable List<Field> fields,
    @JsonProperty(required = true) String hidden,
    @JsonProperty(required = true) String positions,
    @JsonProperty(required = true) String keyValueHeads,
    @JsonProperty(required = true) List<Block> blocks,
    @JsonProperty(required = true) List<Place> pretrained,
    @JsonProperty(required = true) List<Place> classification) {
  private static final String NOT = "not ";
  private static final String HAS = " has ";

  /**
   * A field's value where config.json has none (or null) and no earlier line gave it one.
   *
   * @param when conditions that must all hold; see {@link #holds}
   */
  record Field(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String value,
      @Nullable List<String> when) {}

  /**
   * Places that stand together.
   *
   * @param repeat number of times; absent for places outside the layers
   * @param prefix of module names, before the layer's number
   */
  record Block(
      @JsonProperty(required = true) String stack,
      @Nullable String repeat,
      @Nullable String prefix,
      @JsonProperty(required = true) List<Place> places) {}

  /**
   * A place, or a mere parameter.
   *
   * @param stack where it isn't the block's
   * @param role absent for what is no site
   * @param in width; hidden if absent
   * @param out width; hidden if absent
   * @param bias whether a linear map or a norm has one: true, false or a condition; true if absent
   * @param when conditions that must all hold for the place to be there; see {@link #holds}
   */
  record Place(
      @Nullable String stack,
      @Nullable String role,
      @JsonProperty(required = true) String module,
      @Nullable String in,
      @Nullable String out,
      @Nullable String bias,
      @Nullable List<String> when) {

    /** Whether a linear map or a norm has a bias. */
    boolean isBiased(JsonNode config) {
      return bias == null || bias.equals("true") || (!bias.equals("false") && holds(bias, config));
    }
  }

  /** The configuration with the fields that it left out. */
  ObjectNode complete(ObjectNode config) {
    ObjectNode complete = config.deepCopy();
    for (Field field : fields == null ? List.<Field>of() : fields) {
      boolean known = complete.hasNonNull(field.name());
      if (!known && hold(field.when(), complete)) {
        complete.put(field.name(), evaluate(field.value(), complete));
      }
    }
    return complete;
  }

  /** Whether all conditions hold; none is no condition. */
  static boolean hold(@Nullable List<String> conditions, JsonNode config) {
    return conditions == null || conditions.stream().allMatch(c -> holds(c, config));
  }

  /**
   * Whether a field is true or a number above 0; {@code not CONDITION}: whether that doesn't hold;
   * {@code FIELD has WORD}: whether a text contains the word, or a list has it.
   */
  private static boolean holds(String condition, JsonNode config) {
    if (condition.startsWith(NOT)) {
      return !holds(condition.substring(NOT.length()), config);
    }
    int has = condition.indexOf(HAS);
    if (has < 0) {
      JsonNode value = config.path(condition);
      return value.isNumber() ? value.doubleValue() > 0 : value.asBoolean();
    }
    JsonNode value = config.path(condition.substring(0, has));
    String word = condition.substring(has + HAS.length());
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).anyMatch(v -> v.asText().equals(word))
        : value.asText().contains(word);
  }

  /**
   * The value of an expression: numbers and fields with {@code + - * /} between, blanks around
   * each.
   *
   * @throws UserError if a field is no whole number >= 0
   */
  static int evaluate(String expression, JsonNode config) {
    String[] words = expression.split(" ", -1);
    long value = operand(words[0], config);
    for (int i = 1; i < words.length; i += 2) {
      long right = operand(words[i + 1], config);
      value =
          switch (words[i]) {
            case "+" -> value + right;
            case "-" -> value - right;
            case "*" -> value * right;
            case "/" -> value / divisor(right, words[i + 1]);
            default -> throw new IllegalStateException("no operator: " + expression);
          };
    }
    if (value != (int) value) {
      throw new UserError("config.json: %s is %d, which no network has", expression, value);
    }
    return (int) value;
  }

  private static long divisor(long value, String word) {
    if (value == 0) {
      throw new UserError("config.json: %s must be a whole number >= 1, got 0", word);
    }
    return value;
  }

  private static long operand(String word, JsonNode config) {
    if (Character.isDigit(word.charAt(0))) {
      return Long.parseLong(word);
    }
    JsonNode value = config.path(word);
    if (!value.isInt() || value.intValue() < 0) {
      throw new UserError(
          "config.json: %s must be a whole number >= 0, got %s",
          word, value.isMissingNode() ? "nothing" : value);
    }
    return value.intValue();
  }
}
