package org.peftbench.methods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A method's settings in Hugging Face peft's words.
 *
 * @param type {@code peft_type}
 * @param same settings that both sides have, our name to peft's
 * @param fixed settings of peft that have one value for this method, with that value
 * @param free settings of peft that a saved adapter doesn't depend on, or that its tensors tell
 */
public record PeftSettings(
    String type, Map<String, String> same, Map<String, Object> fixed, Set<String> free) {
  private static final String TYPE = "peft_type";

  /** What every type has and no saved adapter depends on, or what its tensors tell. */
  private static final Set<String> FREE =
      Set.of(
          TYPE,
          "task_type",
          "peft_version",
          "base_model_name_or_path",
          "revision",
          "auto_mapping",
          "inference_mode",
          "modules_to_save",
          "target_modules",
          "exclude_modules",
          "layers_to_transform",
          "layers_pattern",
          "init_weights");

  public PeftSettings {
    same = Map.copyOf(same);
    fixed = Map.copyOf(fixed);
    free = Set.copyOf(free);
  }

  /** peft's settings of a complete configuration. */
  public ObjectNode of(ObjectNode config) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    settings.put(TYPE, type);
    fixed.forEach((name, value) -> settings.set(name, Json.MAPPER.valueToTree(value)));
    same.forEach((ours, theirs) -> settings.set(theirs, config.get(ours)));
    return settings;
  }

  /** Whether settings of peft are of this type and have this method's fixed values. */
  public boolean fit(JsonNode settings) {
    return settings.path(TYPE).asText().equals(type)
        && fixed.entrySet().stream()
            .allMatch(
                entry -> {
                  JsonNode value = settings.path(entry.getKey());
                  return value.isMissingNode()
                      ? isNeutral(Json.MAPPER.valueToTree(entry.getValue()))
                      : value.equals(Json.MAPPER.valueToTree(entry.getValue()));
                });
  }

  /**
   * Our settings of peft's, those that the tensors tell left out.
   *
   * @throws UserError if peft was told something that has no counterpart here
   */
  public ObjectNode read(JsonNode settings) {
    Set<String> known = new HashSet<>(FREE);
    known.addAll(free);
    known.addAll(fixed.keySet());
    known.addAll(same.values());
    settings
        .properties()
        .forEach(
            entry -> {
              if (!known.contains(entry.getKey()) && !isNeutral(entry.getValue())) {
                throw new UserError(
                    "%s adapters with %s = %s have no counterpart in peftbench: save one without it",
                    type, entry.getKey(), entry.getValue());
              }
            });
    ObjectNode config = Json.MAPPER.createObjectNode();
    same.forEach(
        (ours, theirs) -> {
          if (settings.hasNonNull(theirs)) {
            config.set(ours, settings.get(theirs));
          }
        });
    return config;
  }

  /** Whether a value says that a setting of peft is not in use. */
  private static boolean isNeutral(JsonNode value) {
    return value.isNull()
        || (value.isContainerNode() && value.isEmpty())
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0)
        || value.asText().equals("none");
  }
}
