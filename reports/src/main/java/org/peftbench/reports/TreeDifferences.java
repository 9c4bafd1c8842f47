package org.peftbench.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Json;

/** What differs between two values of one kind, field by field. */
public final class TreeDifferences {
  private static final String NOTHING = "nothing";

  private TreeDifferences() {}

  /**
   * One line a difference: {@code method.config.rank: 8, then 16}; none where the values are equal.
   */
  public static List<String> of(@Nullable Object before, @Nullable Object after) {
    List<String> lines = new ArrayList<>();
    collect(before, after, (name, values) -> lines.add(name + ": " + values));
    return lines;
  }

  /** The fields that differ: {@code method.config.rank}. */
  public static List<String> names(@Nullable Object before, @Nullable Object after) {
    List<String> names = new ArrayList<>();
    collect(before, after, (name, values) -> names.add(name));
    return names;
  }

  private static void collect(
      @Nullable Object before, @Nullable Object after, BiConsumer<String, String> differences) {
    collect("", Json.MAPPER.valueToTree(before), Json.MAPPER.valueToTree(after), differences);
  }

  private static void collect(
      String path, JsonNode before, JsonNode after, BiConsumer<String, String> differences) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      String prefix = path.isEmpty() ? "" : path + ".";
      names.forEach(
          name -> collect(prefix + name, before.path(name), after.path(name), differences));
      return;
    }
    differences.accept(path, text(before) + ", then " + text(after));
  }

  private static String text(JsonNode node) {
    if (node instanceof MissingNode || node.isNull()) {
      return NOTHING;
    }
    return node.isTextual() ? node.asText() : node.toString();
  }
}
