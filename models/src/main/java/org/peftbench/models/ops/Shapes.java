package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What operations make of shapes. */
final class Shapes {
  private Shapes() {}

  static Shape broadcast(Shape a, Shape b) {
    int dimensions = Math.max(a.dimension(), b.dimension());
    long[] shape = new long[dimensions];
    for (int i = 1; i <= dimensions; i++) {
      long left = i <= a.dimension() ? a.get(a.dimension() - i) : 1;
      long right = i <= b.dimension() ? b.get(b.dimension() - i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(a + " and " + b + " don't fit");
      }
      shape[dimensions - i] = left == 1 ? right : left;
    }
    return new Shape(shape);
  }

  static Shape with(Shape shape, int axis, long length) {
    long[] lengths = shape.getShape().clone();
    lengths[axis < 0 ? lengths.length + axis : axis] = length;
    return new Shape(lengths);
  }

  static Shape without(Shape shape, boolean kept, int... axes) {
    List<Integer> dropped =
        Arrays.stream(axes).map(a -> a < 0 ? a + shape.dimension() : a).boxed().toList();
    return new Shape(
        IntStream.range(0, shape.dimension())
            .filter(axis -> kept || !dropped.contains(axis))
            .mapToLong(axis -> dropped.contains(axis) ? 1 : shape.get(axis))
            .toArray());
  }

  /** The type of the array with most dimensions: a scalar adapts to it. */
  static DataType type(NDArray... inputs) {
    return Arrays.stream(inputs)
        .filter(x -> x.getDataType().isFloating())
        .reduce((a, b) -> b.getShape().dimension() > a.getShape().dimension() ? b : a)
        .orElse(inputs[0])
        .getDataType();
  }
}
