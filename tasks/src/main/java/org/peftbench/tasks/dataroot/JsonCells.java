package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells of rows that are written in JSON. */
final class JsonCells {
  private JsonCells() {}

  /** A cell's values as texts; null if it has another form than its column. */
  static @Nullable List<String> values(JsonNode cell, boolean isList) {
    if (!isList) {
      return isValue(cell) ? List.of(cell.asText()) : null;
    }
    if (!cell.isArray()) {
      return null;
    }
    List<String> values = new ArrayList<>(cell.size());
    for (JsonNode value : cell) {
      if (!isValue(value)) {
        return null;
      }
      values.add(value.asText());
    }
    return values;
  }

  private static boolean isValue(JsonNode node) {
    return node.isValueNode() && !node.isNull();
  }
}
