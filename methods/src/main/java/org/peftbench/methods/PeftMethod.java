package org.peftbench.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;

/**
 * A way to fine-tune a backbone. Found by {@link java.util.ServiceLoader}, so that a jar of
 * anybody's can bring one.
 *
 * @param <C> the method's configuration: a record that validates itself
 */
public interface PeftMethod<C extends Record> {
  /** The name used in suites and tables, in lower case with hyphens: {@code lora-dash}. */
  String name();

  /** The configuration the method's authors publish. */
  C defaults();

  /** What the method is, for people. */
  MethodDescription description();

  /**
   * Hangs the method on a backbone.
   *
   * @param config complete
   * @param seed of whatever starts random; same seed, same values
   * @throws org.peftbench.results.base.UserError if no site fits, or a size does not
   */
  Adaptation attach(Backbone backbone, C config, long seed);

  /**
   * What {@link #attach(Backbone, Record, long)} would train and what it would cost, from sizes
   * alone. It refuses what that would refuse, so this is how one asks whether a method fits.
   *
   * @param config complete
   * @throws org.peftbench.results.base.UserError if no site fits, or a size does not
   */
  Cost cost(Outline outline, C config);

  /**
   * Asks whether the method can do in a training what it is named for. Without a schedule of its
   * own it always can.
   *
   * @param config complete
   * @param totalSteps of the optimizer
   * @throws org.peftbench.results.base.UserError if the training is too short
   */
  default void checkSteps(Outline outline, C config, int totalSteps) {}

  /**
   * Asks whether a layer can be computed once more by itself, as gradient checkpointing does: from
   * what enters it, and from nothing that another layer has seen. Most methods always can.
   *
   * @param config complete
   * @throws org.peftbench.results.base.UserError if it can't
   */
  default void checkRecomputation(C config) {}

  /** The same as a formula for one square weight. */
  CostFormula costFormula();

  /** How Hugging Face peft keeps this method's adapters; null where peft has no such method. */
  default @Nullable PeftForm peftForm() {
    return null;
  }

  /** Names of all settings, as a suite writes them. */
  default List<String> settings() {
    return MethodConfigs.settings(this);
  }

  /**
   * The complete configuration: the defaults with some fields overridden.
   *
   * @throws org.peftbench.results.base.UserError for an unknown field or a value out of range
   */
  default ObjectNode complete(ObjectNode overrides) {
    return MethodConfigs.complete(this, overrides);
  }

  /**
   * The configuration on a network: of places that the method names by default those that are
   * there. Places that somebody named have to be there.
   *
   * @param config complete
   */
  default ObjectNode fitted(ObjectNode config, Outline outline) {
    return MethodConfigs.fitted(this, config, outline);
  }

  /** {@link #attach(Backbone, Record, long)} with the configuration as JSON, fitted. */
  default Adaptation attach(Backbone backbone, ObjectNode config, long seed) {
    return attach(backbone, MethodConfigs.read(this, fitted(config, backbone)), seed);
  }

  /** {@link #cost(Outline, Record)} with the configuration as JSON, fitted. */
  default Cost cost(Outline outline, ObjectNode config) {
    return cost(outline, MethodConfigs.read(this, fitted(config, outline)));
  }

  /** {@link #checkSteps(Outline, Record, int)} with the configuration as JSON, fitted. */
  default void checkSteps(Outline outline, ObjectNode config, int totalSteps) {
    checkSteps(outline, MethodConfigs.read(this, fitted(config, outline)), totalSteps);
  }

  /** {@link #checkRecomputation(Record)} with the configuration as JSON. */
  default void checkRecomputation(ObjectNode config) {
    checkRecomputation(MethodConfigs.read(this, config));
  }
}
