package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/**
 * A bottleneck whose output is added to a sub-layer's result: {@code y + s·up(f(down(h)))}, h as
 * the insertion says.
 *
 * @param down [..., hidden] to [..., bottleneck]
 * @param up [..., bottleneck] to [..., hidden]
 * @param scale s
 */
public record Adapter(
    Projection down, NonLinearity nonLinearity, Projection up, double scale, Insertion insertion)
    implements Taps.SublayerTap {
  @Override
  public NDArray apply(Ops ops, NDArray x, NDArray y, UnaryOperator<NDArray> rest) {
    NDArray input =
        switch (insertion) {
          case AFTER -> y;
          case AFTER_NORM -> rest.apply(y);
          case BESIDE -> x;
        };
    NDArray narrow = nonLinearity.apply(ops, down.forward(ops, input)); // [..., bottleneck]
    return ops.add(y, ops.scale(up.forward(ops, narrow), scale));
  }
}
