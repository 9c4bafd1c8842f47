package org.peftbench.methods.propulsion;

import java.util.List;
import org.peftbench.methods.Checks;
import org.peftbench.methods.LayerRange;
import org.peftbench.models.Role;
import org.peftbench.results.base.UserError;

/**
 * What Propulsion scales, where, and from what start.
 *
 * @param degree k, applied to each element of z
 * @param targets roles of linear maps and embeddings whose output is scaled; all of the defaults is
 *     "Propulsion All", {@code [query, key, value]} is "Propulsion Attn"
 * @param layers {@code all}, {@code first N} or {@code last N}; embeddings and pooler are in no
 *     layer and follow the targets alone
 * @param init {@code constant}: z starts at {@code init_center}; {@code uniform}: within {@code
 *     init_scale} of it; {@code normal}: with that standard deviation
 * @param initCenter 1 leaves the model as it is
 * @param initScale 0 for a constant, more for a random start
 * @param vectors of a site, each raised to the degree before they are pooled
 * @param pooling of several vectors: {@code average}, {@code max}, {@code min}, {@code l2} (root
 *     mean square) or {@code product}
 * @param norm {@code before}: attention_output and ffn_down are scaled as they leave their map, as
 *     the paper has it; {@code after}: as they leave the norm behind it, residual included, as the
 *     authors' RoBERTa does
 * @param activation {@code before} or {@code after} the activation behind ffn_up, ffn_gate and
 *     pooler, likewise
 * @param biases whether the targets' biases are trained along
 */
public record PropulsionConfig(
    int degree,
    List<String> targets,
    String layers,
    String init,
    double initCenter,
    double initScale,
    int vectors,
    String pooling,
    String norm,
    String activation,
    boolean biases) {
  static final List<Role> BEFORE_NORM = List.of(Role.ATTENTION_OUTPUT, Role.FFN_DOWN);
  static final List<Role> BEFORE_ACTIVATION = List.of(Role.FFN_UP, Role.FFN_GATE, Role.POOLER);
  private static final List<String> SIDES = List.of("before", "after");

  public PropulsionConfig {
    Checks.atLeast("degree", degree, 1);
    targets = Checks.roles("targets", targets);
    List<Role> roles = targets.stream().map(Role::named).toList();
    for (Role role : roles) {
      if (!role.isLinear() && !role.isEmbedding()) {
        throw new UserError("targets must be linear maps or embeddings, got %s", role);
      }
    }
    LayerRange.parse(layers);
    checkInit(init, initCenter, initScale);
    Checks.atLeast("vectors", vectors, 1);
    Checks.oneOf("pooling", pooling, VectorPooling.names());
    checkSide("norm", norm, roles, BEFORE_NORM);
    checkSide("activation", activation, roles, BEFORE_ACTIVATION);
  }

  private static void checkInit(String init, double center, double scale) {
    Checks.oneOf("init", init, List.of("constant", "uniform", "normal"));
    if (!Double.isFinite(center)) {
      throw new UserError("init_center must be a finite number, got %s", center);
    }
    if (!init.equals("constant")) {
      Checks.positive("init_scale of init " + init, scale);
      return;
    }
    if (scale != 0) {
      throw new UserError(
          "init_scale must be 0 with init constant, got %s: take uniform or normal", scale);
    }
    if (center == 0) {
      throw new UserError("init_center must not be 0 with init constant: z could not leave it");
    }
  }

  private static void checkSide(
      String name, String side, List<Role> targets, List<Role> concerned) {
    Checks.oneOf(name, side, SIDES);
    if (side.equals("after") && targets.stream().noneMatch(concerned::contains)) {
      throw new UserError("%s after acts on %s, none is among the targets", name, concerned);
    }
  }

  /** Whether a site's scaling acts behind the norm that follows it. */
  boolean behindNorm(Role role) {
    return norm.equals("after") && BEFORE_NORM.contains(role);
  }

  /** Whether a site's scaling acts behind its activation. */
  boolean behindActivation(Role role) {
    return activation.equals("after") && BEFORE_ACTIVATION.contains(role);
  }
}
