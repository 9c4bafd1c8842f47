package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.peftbench.models.ops.Ledger.Gradient;
import org.peftbench.models.ops.Ledger.Inside;

/**
 * Operations on arrays without numbers: results have the right shapes, and the {@link Ledger} books
 * what PyTorch's kernels for the CPU would hold and compute.
 */
final class DryOps extends Ops {
  private final Ledger ledger;
  private final int before;

  DryOps(NDManager scope, DataType dtype, boolean training, LayerPass layers) {
    super(scope, dtype, training, layers);
    ledger = DryManager.of(scope).ledger();
    before = ledger.size();
  }

  // ---- what the ledger is told

  /** A result in memory of its own. */
  DryArray fresh(Shape shape, DataType type) {
    return DryArray.of(scope(), ledger, shape, type);
  }

  /** A result whose gradient is computed into memory of its own. */
  NDArray computed(Keeps keeps, Shape shape, NDArray... inputs) {
    return computed(keeps, new Inside(Gradient.NEW, 0, 0), shape, inputs);
  }

  NDArray computed(Keeps keeps, Inside inside, Shape shape, NDArray... inputs) {
    DryArray result = fresh(shape, Shapes.type(inputs));
    List<DryArray> operands = dry(inputs);
    ledger.compute(inside.products());
    ledger.enter(result, operands, keeps.of(result, operands), inside);
    return result;
  }

  /** The same for a gradient that needs no memory, or not always, and none of the numbers. */
  private NDArray computed(Gradient gradient, Shape shape, NDArray... inputs) {
    return computed(Keeps.NOTHING, new Inside(gradient, 0, 0), shape, inputs);
  }

  private static List<DryArray> dry(NDArray... inputs) {
    List<DryArray> arrays = Arrays.stream(inputs).map(DryArray.class::cast).toList();
    arrays.forEach(DryArray::read);
    return arrays;
  }

  private NDArray seen(NDArray x, Shape shape, int[] order, Gradient gradient) {
    DryArray view = ((DryArray) x).view(shape, order);
    view.attach(scope());
    ledger.enter(view, dry(x), List.of(), new Inside(gradient, 0, 0));
    return view;
  }

  /** A product, and memory that it needs inside. */
  private NDArray product(Keeps keeps, long saved, double terms, Shape shape, NDArray... inputs) {
    return computed(keeps, Inside.product(saved, 2 * terms * shape.size()), shape, inputs);
  }

  /** Memory for the moment. */
  void touch(long bytes) {
    ledger.touch(bytes);
  }

  // ---- arrays from numbers

  @Override
  public NDArray longs(long[] values, Shape shape) {
    return fresh(shape, DataType.INT64);
  }

  @Override
  public NDArray floats(float[] values, Shape shape) {
    return converted(shape, DataType.FLOAT32);
  }

  /** Numbers in Java's type, and in the scope's if that is another. */
  private NDArray converted(Shape shape, DataType own) {
    NDArray numbers = fresh(shape, own);
    return own == dtype() ? numbers : fresh(shape, dtype());
  }

  @Override
  public NDArray drawn(Shape shape, DoubleSupplier next) {
    return converted(shape, DataType.FLOAT32);
  }

  @Override
  public NDArray doubles(double[] values, Shape shape) {
    return converted(shape, DataType.FLOAT64);
  }

  @Override
  public NDArray number(double value) {
    return fresh(new Shape(), DataType.FLOAT64);
  }

  // ---- shape

  @Override
  public NDArray reshape(NDArray x, long... shape) {
    long known = Arrays.stream(shape).filter(length -> length >= 0).reduce(1, (a, b) -> a * b);
    long[] lengths =
        Arrays.stream(shape).map(n -> n >= 0 ? n : x.getShape().size() / known).toArray();
    Shape wanted = new Shape(lengths);
    return ((DryArray) x).isStraight()
        ? seen(x, wanted, DryArray.straight(wanted.dimension()), Gradient.SAME)
        : computed(Gradient.SAME, wanted, x);
  }

  @Override
  public NDArray transpose(NDArray x, int... axes) {
    long[] lengths = Arrays.stream(axes).mapToLong(axis -> x.getShape().get(axis)).toArray();
    int[] order = ((DryArray) x).order();
    int[] places = new int[axes.length]; // where each of x's axes has gone
    for (int i = 0; i < axes.length; i++) {
      places[axes[i]] = i;
    }
    int[] turned = Arrays.stream(order).map(axis -> axis < 0 ? axis : places[axis]).toArray();
    return seen(x, new Shape(lengths), turned, Gradient.SAME);
  }

  @Override
  public NDArray slice(NDArray x, int axis, long begin, long end) {
    int[] order = ((DryArray) x).order().clone();
    if (axis > 0 && end - begin < x.getShape().get(axis)) {
      Arrays.fill(order, -1); // with gaps: straight in no order
    }
    return seen(x, Shapes.with(x.getShape(), axis, end - begin), order, Gradient.NEW);
  }

  @Override
  public NDArray concat(int axis, NDArray... parts) {
    long sum = Arrays.stream(parts).mapToLong(part -> part.getShape().get(axis)).sum();
    return computed(Gradient.REPEATED, Shapes.with(parts[0].getShape(), axis, sum), parts);
  }

  @Override
  public NDArray expand(NDArray x, Shape shape) {
    int[] order = new int[shape.dimension()];
    Arrays.fill(order, -1);
    return seen(x, shape, order, Gradient.NEW);
  }

  // ---- arithmetic

  /** Element by element; where a gradient can be passed on as it is, it is. */
  private NDArray each(Keeps keeps, Gradient gradient, NDArray a, NDArray b) {
    Shape shape = Shapes.broadcast(a.getShape(), b.getShape());
    ledger.compute((double) shape.size());
    DryArray result = (DryArray) computed(keeps, new Inside(gradient, 0, 0), shape, a, b);
    return result.laidOutAs((DryArray) (a.getShape().equals(shape) ? a : b));
  }

  private NDArray each(Keeps keeps, NDArray x) {
    ledger.compute((double) x.getShape().size());
    return ((DryArray) computed(keeps, x.getShape(), x)).laidOutAs((DryArray) x);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return each(Keeps.NOTHING, Gradient.SAME, a, b);
  }

  @Override
  public NDArray subtract(NDArray a, NDArray b) {
    return each(Keeps.NOTHING, Gradient.NEW, a, b);
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return each(Keeps.FACTORS, Gradient.NEW, a, b);
  }

  @Override
  public NDArray divide(NDArray a, NDArray b) {
    return each(Keeps.OPERANDS, Gradient.NEW, a, b);
  }

  @Override
  public NDArray sqrt(NDArray x) {
    return each(Keeps.RESULT, x);
  }

  @Override
  public NDArray abs(NDArray x) {
    return each(Keeps.OPERANDS, x);
  }

  @Override
  public NDArray atLeast(NDArray x, double bound) {
    return fresh(x.getShape(), dtype());
  }

  @Override
  public NDArray gelu(NDArray x) {
    return each(Keeps.OPERANDS, x);
  }

  @Override
  public NDArray relu(NDArray x) {
    return each(Keeps.RESULT, x);
  }

  @Override
  public NDArray tanh(NDArray x) {
    return each(Keeps.RESULT, x);
  }

  @Override
  public NDArray softmax(NDArray x, int axis) {
    return each(Keeps.RESULT, x);
  }

  // ---- reductions

  @Override
  public NDArray sum(NDArray x, boolean keepDims, int... axes) {
    return computed(Gradient.REPEATED, Shapes.without(x.getShape(), keepDims, axes), x);
  }

  @Override
  public NDArray mean(NDArray x, boolean keepDims, int... axes) {
    return computed(Keeps.NOTHING, Shapes.without(x.getShape(), keepDims, axes), x);
  }

  @Override
  public NDArray max(NDArray x, int axis) {
    longs(new long[] {axis}, new Shape()); // the kernel's argument
    return computed(Keeps.ALL, Shapes.without(x.getShape(), false, axis), x);
  }

  @Override
  public NDArray min(NDArray x, int axis) {
    return max(x, axis);
  }

  @Override
  public NDArray sum(NDArray x) {
    return computed(Gradient.REPEATED, new Shape(), x);
  }

  @Override
  public NDArray mean(NDArray x) {
    return computed(Keeps.NOTHING, new Shape(), x);
  }

  // ---- layers

  /** Batches of matrices are laid straight first, and repeated where they are broadcast. */
  @Override
  public NDArray matmul(NDArray a, NDArray b) {
    Shape left = a.getShape();
    Shape right = b.getShape();
    int m = left.dimension();
    int n = right.dimension();
    Shape batch = Shapes.broadcast(left.slice(0, m - 2), right.slice(0, n - 2));
    Shape result = batch.add(left.get(m - 2)).add(right.get(n - 1));
    long copied = n == 2 ? 0 : ((DryArray) a).copied(batch) + ((DryArray) b).copied(batch);
    Keeps keeps = copied > 0 ? Keeps.NOTHING : Keeps.FACTORS;
    return product(keeps, copied, (double) left.get(m - 1), result, a, b);
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    Shape shape = Shapes.with(x.getShape(), -1, weight.getShape().get(0));
    return product(kept(x, weight), 0, (double) weight.getShape().get(1), shape, x, weight, bias);
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight) {
    if (!OneDnn.multiplies(x, weight)) {
      return super.linear(x, weight);
    }
    Shape shape = Shapes.with(x.getShape(), -1, weight.getShape().get(0));
    return product(kept(x, weight), 0, (double) weight.getShape().get(1), shape, x, weight);
  }

  /** oneDNN's convolution keeps both, whichever a gradient goes to. */
  private static Keeps kept(NDArray x, NDArray weight) {
    boolean both = OneDnn.multiplies(x, weight) && (x.hasGradient() || weight.hasGradient());
    return both ? Keeps.OPERANDS : Keeps.FACTORS;
  }

  @Override
  public NDArray embedding(NDArray ids, NDArray table) {
    return computed(Keeps.NOTHING, ids.getShape().add(table.getShape().get(1)), table);
  }

  @Override
  public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    long width = x.getShape().get(x.getShape().dimension() - 1);
    long statistics = 2 * x.getShape().size() / width * x.getDataType().getNumOfBytes();
    ledger.compute(8.0 * x.getShape().size());
    Inside inside = new Inside(Gradient.NEW, statistics, 0);
    return computed(Keeps.OPERANDS, inside, x.getShape(), x, weight, bias);
  }

  @Override
  public NDArray attention(
      NDArray query, NDArray key, NDArray value, NDArray mask, double dropout) {
    number(dropout); // the kernel's argument
    return DryKernels.attention(this, query, key, value, mask, isTraining() && dropout > 0);
  }

  @Override
  List<NDArray> kernels(String function, List<List<NDArray>> lists, NDArray... arguments) {
    return DryKernels.call(this, function, lists, arguments);
  }

  // ---- numbers that there are not

  @Override
  public boolean isDry() {
    return true;
  }

  @Override
  public NDArray detach(NDArray x) {
    DryArray view = ((DryArray) x).view(x.getShape(), ((DryArray) x).order());
    view.attach(scope());
    return view;
  }

  @Override
  public double value(NDArray scalar) {
    return 0;
  }

  @Override
  public double[] values(NDArray array) {
    return new double[Math.toIntExact(array.getShape().size())];
  }

  @Override
  public float[] floatValues(NDArray array) {
    return new float[Math.toIntExact(array.getShape().size())];
  }

  @Override
  public void assign(NDArray target, NDArray values) {
    // no numbers to overwrite
  }

  // ---- the way back: the ledger records it

  @Override
  public GradientCollector collector() {
    return new DryCollector(ledger);
  }

  @Override
  NDArray leaf(NDArray x, NDManager owner) {
    DryArray leaf = ((DryArray) x).view(x.getShape(), ((DryArray) x).order());
    leaf.attach(owner);
    leaf.setRequiresGradient(x.hasGradient());
    return leaf;
  }

  @Override
  void backward(NDArray result, NDArray leaf) {
    ledger.backward(result, leaf);
  }

  @Override
  void forgotten(Consumer<NDManager> work) {
    int known = ledger.size();
    super.forgotten(work);
    ledger.forget(known);
  }

  @Override
  void seed(int seed) {
    // nothing is drawn
  }

  @Override
  public void close() {
    ledger.forget(before); // where nobody went back
    super.close();
  }
}
