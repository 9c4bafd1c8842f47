package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML value that knows where it stands, so that every complaint about it can say so.
 *
 * <p>Plain scalars mean what YAML 1.2's core schema says: {@code 1e-4} is a number and {@code on} a
 * word, which YAML 1.1 has the other way round.
 */
final class Located {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final int DEEPEST = 50;

  /** {@code ${NAME}} or {@code ${NAME:-what stands where it is not set}}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}");

  private final Origin origin;
  private final Node node;

  /** What all values of one text share. */
  private record Origin(String file, Variables variables) {}

  /** What {@code ${NAME}} stands for. */
  @FunctionalInterface
  interface Variables {
    /** The value of a variable; null if it is not set. */
    @Nullable String value(String name);
  }

  private Located(Origin origin, Node node) {
    this.origin = origin;
    this.node = node;
  }

  /**
   * Reads a text that holds one YAML document.
   *
   * @param file name shown in complaints
   * @param variables what may stand in values
   */
  static Located parse(String text, String file, Variables variables) {
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new UserError(
              "%s:%d:%d: %s", file, mark.getLine() + 1, mark.getColumn() + 1, e.getProblem())
          .withCause(e);
    } catch (YAMLException e) {
      throw new UserError("%s: %s", file, e.getMessage()).withCause(e);
    }
    if (root == null) {
      throw new UserError("%s:1:1: the file is empty", file);
    }
    return new Located(new Origin(file, variables), root);
  }

  /** Where it stands: {@code file:line:column}, counted from 1. */
  String place() {
    Mark mark = node.getStartMark();
    return "%s:%d:%d".formatted(origin.file(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The line it stands on, counted from 1. */
  int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** A complaint with this place in front. */
  UserError error(String message) {
    return new UserError("%s: %s", place(), message);
  }

  /** The same complaint with this place in front. */
  UserError error(UserError complaint) {
    return (UserError) error(String.valueOf(complaint.getMessage())).initCause(complaint);
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isSequence() {
    return node instanceof SequenceNode;
  }

  /** The entries of a mapping, in their order; every key is one of {@code known}. */
  Map<String, Located> mapping(String what, Collection<String> known) {
    for (NodeTuple tuple : tuples(what)) {
      Located key = new Located(origin, tuple.getKeyNode());
      String name = key.text("a key");
      if (!known.contains(name)) {
        throw key.error(Names.unknown("key of " + what, name, known));
      }
    }
    return entries(what);
  }

  /** The entries of a mapping, whatever their keys. */
  Map<String, Located> entries(String what) {
    Map<String, Located> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples(what)) {
      Located key = new Located(origin, tuple.getKeyNode());
      if (entries.put(key.text("a key"), new Located(origin, tuple.getValueNode())) != null) {
        throw key.error("key '%s' stands twice".formatted(key.text("a key")));
      }
    }
    return entries;
  }

  /** The items of a sequence that has at least one. */
  List<Located> items(String what) {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrongType(what, "a list");
    }
    if (sequence.getValue().isEmpty()) {
      throw error(what + " must not be empty");
    }
    return sequence.getValue().stream().map(item -> new Located(origin, item)).toList();
  }

  /** A word or sentence; not blank. */
  String text(String what) {
    JsonNode value = scalar(what, "text");
    if (!value.isTextual()) {
      throw wrongType(what, "text (quote it)");
    }
    if (value.textValue().isBlank()) {
      throw error(what + " must not be blank");
    }
    return value.textValue();
  }

  /** A whole number no smaller than {@code least}. */
  long integer(String what, long least, long most) {
    JsonNode value = scalar(what, "a whole number");
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(what, "a whole number");
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw error(
          most == Long.MAX_VALUE || value.longValue() < least
              ? "%s must be >= %d, got %s".formatted(what, least, value)
              : "%s must be <= %d, got %s".formatted(what, most, value));
    }
    return value.longValue();
  }

  /** A finite number. */
  double number(String what) {
    JsonNode value = scalar(what, "a number");
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrongType(what, "a number");
    }
    return value.doubleValue();
  }

  /** Yes or no. */
  boolean flag(String what) {
    JsonNode value = scalar(what, "true or false");
    if (!value.isBoolean()) {
      throw wrongType(what, "true or false");
    }
    return value.booleanValue();
  }

  /** The value as JSON; mappings keep their order. */
  JsonNode json() {
    return json(0);
  }

  /** A mapping as JSON. */
  ObjectNode jsonMapping(String what) {
    tuples(what);
    return (ObjectNode) json();
  }

  /**
   * Puts the place of the entry a complaint is about in front of it: the one whose key comes first
   * in the message, else this mapping's.
   */
  UserError blame(UserError complaint) {
    String message = String.valueOf(complaint.getMessage());
    Located culprit = this;
    int earliest = Integer.MAX_VALUE;
    for (NodeTuple tuple : tuples("the mapping")) {
      Located key = new Located(origin, tuple.getKeyNode());
      Matcher word =
          Pattern.compile("(?<![\\w-])" + Pattern.quote(key.text("a key")) + "(?![\\w-])")
              .matcher(message);
      if (word.find() && word.start() < earliest) {
        earliest = word.start();
        culprit = key;
      }
    }
    return culprit.error(complaint);
  }

  private List<NodeTuple> tuples(String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrongType(what, "a mapping (key: value)");
    }
    return mapping.getValue();
  }

  private JsonNode scalar(String what, String expected) {
    if (!(node instanceof ScalarNode)) {
      throw wrongType(what, expected);
    }
    return json();
  }

  private JsonNode json(int depth) {
    if (depth > DEEPEST) {
      throw error("values are nested more than %d deep".formatted(DEEPEST));
    }
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        Located key = new Located(origin, tuple.getKeyNode());
        String name = key.text("a key");
        if (object.has(name)) {
          throw key.error("key '%s' stands twice".formatted(name));
        }
        object.set(name, new Located(origin, tuple.getValueNode()).json(depth + 1));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(item -> array.add(new Located(origin, item).json(depth + 1)));
      return array;
    }
    return json((ScalarNode) node);
  }

  private JsonNode json(ScalarNode scalar) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    String text = filledIn(scalar.getValue());
    boolean given = text.equals(scalar.getValue()); // a variable may be quoted, but its value isn't
    if (given && scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return factory.textNode(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return integer(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return factory.numberNode(Double.parseDouble(text));
    }
    return switch (text) {
      case "true", "True", "TRUE" -> factory.booleanNode(true);
      case "false", "False", "FALSE" -> factory.booleanNode(false);
      case "", "~", "null", "Null", "NULL" -> factory.nullNode();
      default -> factory.textNode(text);
    };
  }

  /** The text with its variables replaced; a plain scalar may become a number by it. */
  private String filledIn(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = origin.variables().value(match.group(1));
              if (value == null) {
                value = match.group(2);
              }
              if (value == null) {
                throw error(
                    "variable %s is not set: set it, or write ${%s:-something}"
                        .formatted(match.group(1), match.group(1)));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static JsonNode integer(String digits) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    try {
      long value = Long.parseLong(digits);
      return value == (int) value ? factory.numberNode((int) value) : factory.numberNode(value);
    } catch (NumberFormatException e) { // too long for 64 bits
      return factory.numberNode(new BigInteger(digits));
    }
  }

  private UserError wrongType(String what, String expected) {
    return error("%s must be %s, got %s".formatted(what, expected, describe()));
  }

  private String describe() {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    String text = filledIn(((ScalarNode) node).getValue());
    if (text.isEmpty()) {
      return "nothing";
    }
    return json().isTextual() ? "the text '" + text + "'" : text;
  }
}
