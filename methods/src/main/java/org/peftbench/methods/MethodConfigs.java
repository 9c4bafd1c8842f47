package org.peftbench.methods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Reads method configurations: defaults first, what the user says on top, everything checked by the
 * record itself.
 */
final class MethodConfigs {
  private MethodConfigs() {}

  static <C extends Record> ObjectNode complete(PeftMethod<C> method, ObjectNode overrides) {
    ObjectNode config = Json.MAPPER.valueToTree(method.defaults());
    List<String> known = settings(method);
    overrides
        .properties()
        .forEach(
            field -> {
              if (!known.contains(field.getKey())) {
                throw Names.unknown(method.name() + " config key", field.getKey(), known);
              }
              config.set(field.getKey(), field.getValue());
            });
    return Json.MAPPER.valueToTree(read(method, config));
  }

  static List<String> settings(PeftMethod<?> method) {
    return Arrays.stream(method.defaults().getClass().getRecordComponents())
        .map(component -> snakeCase(component.getName()))
        .toList();
  }

  static <C extends Record> C read(PeftMethod<C> method, ObjectNode config) {
    @SuppressWarnings("unchecked") // the class of a C is a Class<C>
    Class<C> type = (Class<C>) method.defaults().getClass();
    try {
      return Json.MAPPER.treeToValue(config, type);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof UserError rule) {
        throw new UserError("%s config: %s", method.name(), rule.getMessage()).withCause(e);
      }
      String field = e.getPath().isEmpty() ? "?" : e.getPath().get(0).getFieldName();
      throw new UserError(
              "%s config: %s has a value of the wrong type: %s",
              method.name(), field, config.path(field))
          .withCause(e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory can be read", e);
    }
  }

  static ObjectNode fitted(PeftMethod<?> method, ObjectNode config, Outline outline) {
    Set<String> roles =
        outline.sites().stream().map(site -> site.role().toString()).collect(Collectors.toSet());
    ObjectNode fitted = config.deepCopy();
    ObjectNode defaults = Json.MAPPER.valueToTree(method.defaults());
    defaults
        .properties()
        .forEach(
            field -> {
              if (isPlaces(field.getValue())
                  && field.getValue().equals(config.get(field.getKey()))) {
                ArrayNode there = Json.MAPPER.createArrayNode();
                field
                    .getValue()
                    .forEach(
                        role -> {
                          if (roles.contains(role.asText())) {
                            there.add(role);
                          }
                        });
                if (!there.isEmpty()) { // else the method says what is missing
                  fitted.set(field.getKey(), there);
                }
              }
            });
    return fitted;
  }

  /** Whether a setting's value names roles of sites. */
  private static boolean isPlaces(JsonNode value) {
    List<String> known = Role.names();
    return value.isArray()
        && StreamSupport.stream(value.spliterator(), false)
            .allMatch(item -> known.contains(item.asText()));
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }
}
