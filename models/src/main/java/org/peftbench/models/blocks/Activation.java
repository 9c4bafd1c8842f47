package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** A non-linearity, by the names that config.json has for it. */
public enum Activation {
  /** Gaussian error linear unit, exact. */
  GELU,
  /** Its approximation by a hyperbolic tangent. */
  GELU_TANH,
  /** max(x, 0). */
  RELU,
  /** x · sigmoid(x). */
  SILU,
  /** Hyperbolic tangent. */
  TANH;

  /**
   * The activation that a field of config.json names.
   *
   * @param absent its name where the field is absent
   * @throws UserError for an unknown name
   */
  public static Activation of(JsonNode config, String field, String absent) {
    String name = config.path(field).asText(absent);
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
      case "relu" -> RELU;
      case "silu", "swish" -> SILU;
      case "tanh" -> TANH;
      default ->
          throw new UserError(
              "config.json: %s %s is not supported; supported are gelu, gelu_new,"
                  + " gelu_pytorch_tanh, gelu_fast, relu, silu, swish, tanh",
              field, name);
    };
  }

  /** The activation's value at each element. */
  public NDArray apply(Ops ops, NDArray x) {
    return switch (this) {
      case GELU -> ops.gelu(x);
      case GELU_TANH -> ops.geluTanh(x);
      case RELU -> ops.relu(x);
      case SILU -> ops.silu(x);
      case TANH -> ops.tanh(x);
    };
  }
}
