package org.peftbench.results.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.peftbench.results.Environment;

/** A finished study. Same inputs, same machine, same threads: bit-equal figures. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = KernelStudy.class, name = "ntk")})
public sealed interface Study permits KernelStudy {
  /** The version of the form written today. */
  int SCHEMA = 1;

  /** Version of the form; readers refuse newer ones. */
  int schema();

  /** The study's name: 16 hexadecimal digits of the hash of all that it was made from. */
  @JsonIgnore
  String id();

  /** Where it was made, and with which peftbench. */
  Environment environment();
}
