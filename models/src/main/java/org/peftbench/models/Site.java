package org.peftbench.models;

/**
 * An adaptable place of a backbone.
 *
 * @param stack {@code encoder} or {@code decoder}
 * @param layer counted from 0; −1 for places outside the layers
 * @param role what the place does
 * @param module path in the Hugging Face checkpoint, for example {@code
 *     encoder.layer.0.attention.self.query}; the names of its weights are this path with {@code
 *     .weight} and {@code .bias}
 * @param in width of what enters; the vocabulary's size for an embedding
 * @param out width of what leaves
 */
public record Site(String stack, int layer, Role role, String module, int in, int out) {
  /**
   * The path with {@code *} in the place of the layer's number: equal for the places that do the
   * same in each layer of a stack.
   */
  public String kind() {
    return layer < 0 ? module : module.replaceFirst("\\b" + layer + "\\b", "*");
  }

  /** Name of the weight, for roles that have one. */
  public String weight() {
    return module + ".weight";
  }

  /** Name of the bias; not every architecture has it. */
  public String bias() {
    return module + ".bias";
  }

  @Override
  public String toString() {
    return module;
  }
}
