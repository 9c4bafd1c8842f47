package org.peftbench.models;

import com.fasterxml.jackson.databind.JsonNode;
import org.peftbench.results.base.UserError;

/** The fields of a checkpoint's config.json, each checked when it is read. */
public record ConfigFields(JsonNode config) {
  /**
   * A whole number, which must be there.
   *
   * @throws UserError if it is not, or below 1
   */
  public int positive(String field) {
    return atLeast(1, field, config.path(field));
  }

  /** A whole number of at least 1, or what stands for an absent one. */
  public int positive(String field, int absent) {
    return isAbsent(field) ? absent : positive(field);
  }

  /** A whole number of at least 0, or what stands for an absent one. */
  public int count(String field, int absent) {
    return isAbsent(field) ? absent : atLeast(0, field, config.path(field));
  }

  private static int atLeast(int least, String field, JsonNode value) {
    if (!value.isInt() || value.intValue() < least) {
      throw new UserError(
          "config.json: %s must be a whole number >= %d, got %s",
          field, least, value.isMissingNode() ? "nothing" : value);
    }
    return value.intValue();
  }

  /** A number, or what stands for an absent one. */
  public double number(String field, double absent) {
    if (isAbsent(field)) {
      return absent;
    }
    JsonNode value = config.path(field);
    if (!value.isNumber()) {
      throw new UserError("config.json: %s must be a number, got %s", field, value);
    }
    return value.doubleValue();
  }

  /** True or false, or what stands for an absent one. */
  public boolean flag(String field, boolean absent) {
    if (isAbsent(field)) {
      return absent;
    }
    JsonNode value = config.path(field);
    if (!value.isBoolean()) {
      throw new UserError("config.json: %s must be true or false, got %s", field, value);
    }
    return value.booleanValue();
  }

  /** A text, or what stands for an absent one. */
  public String text(String field, String absent) {
    return isAbsent(field) ? absent : config.path(field).asText();
  }

  /**
   * Checks that heads share the width.
   *
   * @throws UserError if they do not
   */
  public void checkHeads(String headsField, int heads, String widthField, int width) {
    if (width % heads != 0) {
      throw new UserError(
          "config.json: %s must divide %s %d, got %d", headsField, widthField, width, heads);
    }
  }

  private boolean isAbsent(String field) {
    return config.path(field).isMissingNode() || config.path(field).isNull();
  }
}
