package org.peftbench.models.ops;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDArray;
import java.util.Arrays;
import java.util.stream.IntStream;

/** An array with a shape and a place in the {@link Ledger}, and no numbers. */
final class DryArray extends PassthroughNDArray {
  /** Memory that arrays look at and autograd holds; given back with the last of them. */
  private static final class Memory {
    final long bytes;
    int holders;
    int lastRead = -1;

    Memory(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Ledger ledger;
  private final Memory memory;
  private int[] order;
  private boolean followed;
  private boolean closed;

  private DryArray(
      NDManager manager, Ledger ledger, Shape shape, DataType type, Memory memory, int[] order) {
    super(manager, memory, shape, type);
    this.ledger = ledger;
    this.memory = memory;
    this.order = order;
    hold();
  }

  /** Somebody else looks at its memory, too. */
  void hold() {
    if (memory.holders++ == 0) {
      ledger.take(memory.bytes);
    }
  }

  /** One of them does no more. */
  void letGo() {
    if (--memory.holders == 0) {
      ledger.free(memory.bytes);
    }
  }

  /** A new array. */
  static DryArray of(NDManager manager, Ledger ledger, Shape shape, DataType type) {
    long bytes = shape.size() * type.getNumOfBytes();
    DryArray array =
        new DryArray(manager, ledger, shape, type, new Memory(bytes), straight(shape.dimension()));
    DryManager.of(manager).own(array);
    return array;
  }

  /** The same memory in another shape; {@code order} names the axes from far to near in it. */
  DryArray view(Shape other, int[] axes) {
    DryArray view = new DryArray(manager, ledger, other, dataType, memory, axes);
    DryManager.of(manager).own(view);
    return view;
  }

  /** The same array, laid out otherwise. */
  DryArray ordered(int[] axes) {
    order = axes;
    return this;
  }

  /** The same array, laid out as an operand of what made it. */
  DryArray laidOutAs(DryArray operand) {
    int[] axes = operand.order;
    boolean alike = axes.length == order.length && (axes.length == 0 || axes[0] >= 0);
    return alike ? ordered(axes) : this;
  }

  static int[] straight(int dimensions) {
    return IntStream.range(0, dimensions).toArray();
  }

  /** Which axes are far apart in memory and which are near. */
  int[] order() {
    return order;
  }

  /** Whether the numbers lie one behind the other. */
  boolean isStraight() {
    return Arrays.equals(order, straight(order.length));
  }

  /** Bytes of its own numbers. */
  long bytes() {
    return shape.size() * dataType.getNumOfBytes();
  }

  /** Bytes that a product lays straight, or repeats, to have so many matrices of it. */
  long copied(Shape batch) {
    int dimensions = order.length;
    long matrix = shape.slice(dimensions - 2).size();
    int[] swapped = straight(dimensions);
    swapped[dimensions - 1]--;
    swapped[dimensions - 2]++;
    boolean whole = shape.size() == batch.size() * matrix;
    boolean plain = isStraight() || Arrays.equals(order, swapped);
    return whole && plain ? 0 : batch.size() * matrix * dataType.getNumOfBytes();
  }

  /** Something is computed from its numbers. */
  void read() {
    memory.lastRead = ledger.marks();
  }

  /** Whether something was since the last {@link Ledger#mark}. */
  boolean isRead() {
    return memory.lastRead == ledger.marks();
  }

  /** Whether a gradient reaches it. */
  boolean isFollowed() {
    return followed;
  }

  void follow() {
    followed = true;
  }

  @Override
  public void setRequiresGradient(boolean requiresGrad) {
    followed = requiresGrad;
  }

  @Override
  public boolean hasGradient() {
    return followed;
  }

  /**
   * A gradient that somebody looks at; its bytes stand in the ledger as long as this array does.
   */
  @Override
  public NDArray getGradient() {
    Memory booked = new Memory(0);
    DryArray gradient =
        new DryArray(manager, ledger, shape, dataType, booked, straight(shape.dimension()));
    DryManager.of(manager).own(gradient);
    return gradient;
  }

  @Override
  public Device getDevice() {
    return ledger.device();
  }

  @Override
  public NDArray duplicate() {
    return of(manager, ledger, shape, dataType);
  }

  @Override
  public NDArray toType(DataType type, boolean copy) {
    return of(manager, ledger, shape, type);
  }

  @Override
  public void attach(NDManager other) {
    DryManager.of(manager).disown(this);
    manager = other;
    DryManager.of(other).own(this);
  }

  @Override
  public void detach() {
    DryManager.of(manager).disown(this);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      DryManager.of(manager).disown(this);
      ledger.release(this);
      letGo();
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "dry " + shape;
  }
}
