package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.Answering;
import org.peftbench.results.base.Json;

/**
 * The JSON Schema (draft 2020-12) of a suite, by which editors complete and check a file while it
 * is written. The reader refuses more: it knows ranges, and what goes with what.
 */
public final class SuiteSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PROTOCOL = "protocol";
  private static final String PROTOCOL_GRID = "protocol_grid";
  private static final String GRID = "grid";
  private static final String TUNE = "tune";

  /** A number may also come from the environment: {@code ${NAME}}. */
  private static final ObjectNode VARIABLE =
      JSON.objectNode()
          .put("type", "string")
          .put("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}");

  private SuiteSchema() {}

  /**
   * The schema for suites that use these names.
   *
   * @param tasks names of tasks
   * @param methods names of methods with those of their settings
   */
  public static String of(Collection<String> tasks, Map<String, Collection<String>> methods) {
    Map<String, JsonNode> keys = new TreeMap<>();
    keys.put(Entries.INCLUDE, anyOf(text(), list(text())));
    keys.put("name", text());
    keys.put("description", text());
    keys.put("backbones", list(text()));
    keys.put("tasks", list(anyOf(word(tasks), task(tasks))));
    keys.put("methods", list(anyOf(word(methods.keySet()), method(tasks, methods), included())));
    keys.put(PROTOCOL, reference(PROTOCOL));
    keys.put("seeds", list(whole(0)));
    keys.put("threads", whole(1));
    keys.put(TUNE, tune());
    keys.put("device", text().put("pattern", Hardware.DEVICE.pattern()));
    keys.put("dtype", word(Hardware.TRAINING_DTYPES));
    ObjectNode schema = object(SuiteReader.SUITE_KEYS, keys);
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A suite of peftbench");
    schema
        .putObject("$defs")
        .<ObjectNode>set(PROTOCOL, protocol(false))
        .set(PROTOCOL_GRID, protocol(true));
    // What is required may stand in what is included.
    schema.set(
        "anyOf",
        array(required(Entries.INCLUDE), required("name", "backbones", "tasks", "methods")));
    return Json.pretty(schema);
  }

  private static ObjectNode tune() {
    Map<String, JsonNode> keys = new TreeMap<>();
    keys.put(GRID, anyGrid());
    keys.put("trials", whole(1));
    keys.put("holdout", anyOf(JSON.objectNode().put("type", "number"), VARIABLE));
    keys.put("seeds", list(whole(0)));
    keys.put("given", anyOf(JSON.objectNode().put("type", "boolean"), VARIABLE));
    return object(Tune.KEYS, keys);
  }

  /** A grid for whatever method. */
  private static ObjectNode anyGrid() {
    Map<String, JsonNode> keys = new TreeMap<>();
    ObjectNode lists = JSON.objectNode().put("type", "object");
    lists.set("additionalProperties", list(JSON.objectNode()));
    keys.put("config", lists);
    keys.put(PROTOCOL, reference(PROTOCOL_GRID));
    return object(keys.keySet(), keys);
  }

  private static ObjectNode task(Collection<String> tasks) {
    Map<String, JsonNode> keys = new TreeMap<>();
    keys.put("task", word(tasks));
    keys.put("train_rows", whole(1));
    keys.put("evaluation_rows", whole(1));
    keys.put("max_leakage", whole(0));
    keys.put("answers", word(Arrays.stream(Answering.values()).map(Answering::toString).toList()));
    ObjectNode task = object(SuiteReader.TASK_KEYS, keys);
    task.setAll(required("task"));
    return task;
  }

  /** Another file's list of methods. */
  private static ObjectNode included() {
    Map<String, JsonNode> keys = Map.of(Entries.INCLUDE, text());
    ObjectNode included = object(keys.keySet(), keys);
    included.setAll(required(Entries.INCLUDE));
    return included;
  }

  private static ObjectNode method(
      Collection<String> tasks, Map<String, Collection<String>> methods) {
    Map<String, JsonNode> keys = new TreeMap<>();
    keys.put("tasks", list(word(tasks)));
    keys.put("method", word(methods.keySet()));
    keys.put("label", text().put("pattern", "^" + MethodReader.LABEL.pattern() + "$"));
    keys.put("config", JSON.objectNode().put("type", "object"));
    keys.put(PROTOCOL, reference(PROTOCOL));
    keys.put("init", text());
    keys.put(GRID, JSON.objectNode().put("type", "object"));
    keys.put(TUNE, JSON.objectNode().put("type", "object"));
    ObjectNode method = object(MethodReader.KEYS, keys);
    method.setAll(required("method"));
    ArrayNode settings = JSON.arrayNode();
    new TreeMap<>(methods).forEach((name, known) -> settings.add(settingsOf(name, known)));
    method.set("allOf", settings);
    return method;
  }

  /** Which settings the configuration of one method may have, and the grid of it. */
  private static ObjectNode settingsOf(String method, Collection<String> known) {
    Map<String, JsonNode> anything = new TreeMap<>();
    Map<String, JsonNode> lists = new TreeMap<>();
    known.forEach(
        name -> {
          anything.put(name, JSON.booleanNode(true));
          lists.put(name, list(JSON.objectNode()));
        });
    Map<String, JsonNode> grid = new TreeMap<>();
    grid.put("config", object(known, lists));
    grid.put(PROTOCOL, reference(PROTOCOL_GRID));
    ObjectNode then = JSON.objectNode();
    ObjectNode properties = then.putObject("properties");
    properties.set("config", object(known, anything));
    ObjectNode points = object(grid.keySet(), grid);
    properties.set(GRID, points);
    ObjectNode tune = object(MethodReader.TUNE_KEYS, Map.of(GRID, points));
    tune.setAll(required(GRID));
    properties.set(TUNE, tune);
    ObjectNode condition = JSON.objectNode();
    condition.putObject("properties").putObject("method").put("const", method);
    ObjectNode rule = JSON.objectNode();
    rule.set("if", condition);
    rule.set("then", then);
    return rule;
  }

  /** The protocol's settings, or lists of their values. */
  private static ObjectNode protocol(boolean lists) {
    Map<String, JsonNode> keys = new TreeMap<>();
    ProtocolReader.settings()
        .forEach(
            (name, component) -> {
              ObjectNode value = setting(component.getType());
              keys.put(name, lists ? list(value) : value);
            });
    return object(keys.keySet(), keys);
  }

  private static ObjectNode setting(Class<?> type) {
    if (type == Boolean.class) {
      return anyOf(JSON.objectNode().put("type", "boolean"), VARIABLE);
    }
    if (type.isEnum()) {
      return word(Arrays.stream(type.getEnumConstants()).map(ProtocolReader::word).toList());
    }
    return anyOf(JSON.objectNode().put("type", type == int.class ? "integer" : "number"), VARIABLE);
  }

  /** A mapping with these keys and no others; one without a schema of its own may be anything. */
  private static ObjectNode object(Collection<String> known, Map<String, JsonNode> schemas) {
    ObjectNode object = JSON.objectNode().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = object.putObject("properties");
    known.stream()
        .sorted()
        .forEach(key -> properties.set(key, schemas.getOrDefault(key, JSON.objectNode())));
    return object;
  }

  private static ObjectNode reference(String definition) {
    return JSON.objectNode().put("$ref", "#/$defs/" + definition);
  }

  private static ObjectNode list(JsonNode items) {
    ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
    list.set("items", items);
    return list;
  }

  private static ObjectNode text() {
    return JSON.objectNode().put("type", "string");
  }

  private static ObjectNode whole(int least) {
    return anyOf(JSON.objectNode().put("type", "integer").put("minimum", least), VARIABLE);
  }

  /** One of some words, or a variable that stands for one. */
  private static ObjectNode word(Collection<String> known) {
    ObjectNode words = JSON.objectNode();
    ArrayNode values = words.putArray("enum");
    known.stream().sorted().forEach(values::add);
    return anyOf(words, VARIABLE);
  }

  private static ObjectNode required(String... keys) {
    ObjectNode required = JSON.objectNode();
    List.of(keys).forEach(required.putArray("required")::add);
    return required;
  }

  private static ObjectNode anyOf(JsonNode... schemas) {
    ObjectNode any = JSON.objectNode();
    any.set("anyOf", array(schemas));
    return any;
  }

  private static ArrayNode array(JsonNode... items) {
    ArrayNode array = JSON.arrayNode();
    List.of(items).forEach(array::add);
    return array;
  }
}
