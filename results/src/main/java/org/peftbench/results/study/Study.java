package org.peftbench.results.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.peftbench.results.Environment;
import org.peftbench.results.base.UserError;

/** A finished study. Same inputs, same machine, same threads: bit-equal figures. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KernelStudy.class, name = "ntk"),
  @JsonSubTypes.Type(value = UpdateStudy.class, name = "updates")
})
public sealed interface Study permits KernelStudy, UpdateStudy {
  /** The version of the form written today. */
  int SCHEMA = 1;

  /** Version of the form; readers refuse newer ones. */
  int schema();

  /** The study's name: 16 hexadecimal digits of the hash of all that it was made from. */
  @JsonIgnore
  String id();

  /**
   * Accepts a form that this version knows.
   *
   * @throws UserError if it is newer
   */
  static void requireReadable(int schema) {
    if (schema < 1 || schema > SCHEMA) {
      throw new UserError(
          "study has schema %d but this peftbench reads 1 to %d: use a newer peftbench",
          schema, SCHEMA);
    }
  }

  /** Where it was made, and with which peftbench. */
  Environment environment();
}
