package org.peftbench.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Cost;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A method and the settings that are not its defaults.
 *
 * @param overrides empty for the defaults
 */
record MethodChoice(PeftMethod<?> method, ObjectNode overrides) {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final String TARGETS = "targets";

  /**
   * Reads what stands behind {@code --method}: the inside of a YAML list, {@code propulsion, lora:
   * {rank: 16}}.
   *
   * @param text null for all methods
   */
  static List<MethodChoice> parse(@Nullable String text) {
    List<MethodChoice> choices = new ArrayList<>();
    if (text == null) {
      PeftMethods.all().forEach(m -> choices.add(new MethodChoice(m, none())));
      return choices;
    }
    for (JsonNode item : list(text)) {
      if (item.isTextual()) {
        choices.add(new MethodChoice(PeftMethods.named(item.textValue()), none()));
        continue;
      }
      if (!item.isObject() || item.size() != 1 || !item.elements().next().isObject()) {
        throw misread(text);
      }
      PeftMethod<?> method = PeftMethods.named(item.fieldNames().next());
      choices.add(new MethodChoice(method, (ObjectNode) item.elements().next()));
    }
    return choices;
  }

  private static ArrayNode list(String text) {
    try {
      return (ArrayNode) Json.MAPPER.readTree(YAML.createParser("[" + text + "]"));
    } catch (JsonProcessingException e) {
      throw misread(text).withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
  }

  private static UserError misread(String text) {
    return new UserError(
        "--method must be names with settings or without, such as 'lora: {rank: 16},ia3', got '%s'",
        text);
  }

  private static ObjectNode none() {
    return Json.MAPPER.createObjectNode();
  }

  /** How the choice is shown. */
  String label() {
    return overrides.isEmpty() ? method.name() : method.name() + " " + Json.canonical(overrides);
  }

  /** Whether the model has the places that the method wants. */
  boolean fits(Outline outline) {
    try {
      cost(outline);
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  /**
   * What it would cost there.
   *
   * @throws UserError if it does not fit
   */
  Cost cost(Outline outline) {
    ObjectNode config = method.fitted(method.complete(overrides), outline);
    if (!overrides.has(TARGETS) && actsOnAllMaps(config, outline)) {
      config.withArray(TARGETS).add(Role.CLASSIFIER.toString());
    }
    return method.cost(outline, config);
  }

  /** Whether there is a frozen head, and every kind of linear map below it is a target. */
  private static boolean actsOnAllMaps(ObjectNode config, Outline outline) {
    Set<String> maps = new TreeSet<>();
    outline.sites().stream()
        .map(Site::role)
        .filter(Role::isLinear)
        .forEach(r -> maps.add(r.toString()));
    boolean head = maps.remove(Role.CLASSIFIER.toString());
    maps.remove(Role.POOLER.toString());
    config.path(TARGETS).forEach(target -> maps.remove(target.asText()));
    return head && maps.isEmpty();
  }
}
