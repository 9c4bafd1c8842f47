package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.methods.Parameters;
import org.peftbench.models.ops.Ops;

/**
 * Dense layers with a non-linearity between each two.
 *
 * @param layers in order
 * @param between not applied behind the last
 */
public record Mlp(List<Dense> layers, NonLinearity between) {
  /**
   * Trains one from PyTorch's defaults; layers are named as in a Sequential that counts the
   * non-linearities too: {@code NAME.0}, {@code NAME.2}, ...
   *
   * @param widths of the input and of each layer's output
   */
  public static Mlp train(Parameters parameters, String name, NonLinearity between, int... widths) {
    List<Dense> layers = new ArrayList<>();
    for (int i = 0; i + 1 < widths.length; i++) {
      layers.add(Dense.train(parameters, name + "." + 2 * i, widths[i], widths[i + 1]));
    }
    return new Mlp(List.copyOf(layers), between);
  }

  /** Number of parameters of one with these widths. */
  public static long size(int... widths) {
    long size = 0;
    for (int i = 0; i + 1 < widths.length; i++) {
      size += (widths[i] + 1L) * widths[i + 1];
    }
    return size;
  }

  /** [..., first width] to [..., last width]. */
  public NDArray forward(Ops ops, NDArray x) {
    NDArray y = layers.get(0).forward(ops, x);
    for (Dense layer : layers.subList(1, layers.size())) {
      y = layer.forward(ops, between.apply(ops, y));
    }
    return y;
  }
}
