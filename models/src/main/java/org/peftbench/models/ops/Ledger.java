package org.peftbench.models.ops;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The books of a dry run: how much memory is held, how much was held at most, and how much was
 * computed.
 *
 * <p>Every operation enters what autograd would remember of it; {@link #backward} goes back through
 * the entries as autograd does and books the gradients.
 */
public final class Ledger {
  /** How an operation's gradient comes from that of its result. */
  enum Gradient {
    /** It is the same memory, seen in another shape perhaps. */
    SAME,
    /** It is a view of it that repeats its numbers. */
    REPEATED,
    /** It is computed into memory of its own. */
    NEW
  }

  /**
   * An operation that a gradient will go through.
   *
   * @param kept arrays that autograd keeps for it, whoever lets go of them
   * @param inside what happens in it
   */
  private record Entry(
      DryArray result, List<DryArray> inputs, List<DryArray> kept, Inside inside) {}

  /**
   * What an operation does beside making its result.
   *
   * @param gradient how it goes back
   * @param saved bytes that autograd keeps until then, beside operands and results
   * @param work bytes that its backward pass needs for itself
   * @param products multiplications and additions of matrices
   * @param back the same of each of its gradients
   */
  record Inside(Gradient gradient, long saved, long work, double products, double back) {
    /** An operation without products. */
    Inside(Gradient gradient, long saved, long work) {
      this(gradient, saved, work, 0, 0);
    }

    /** A product, each of whose gradients is one as large. */
    static Inside product(long saved, double products) {
      return new Inside(Gradient.NEW, saved, 0, products, products);
    }
  }

  /** Memory of a gradient, shared by those who pass it on. */
  private static final class Held {
    final long bytes;
    int owners = 1;

    Held(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Device device;
  private final List<Entry> entries = new ArrayList<>();
  private final IdentityHashMap<DryArray, Held> gradients = new IdentityHashMap<>();
  private long live;
  private long peak;
  private double operations;
  private int marks;

  /** Of what the processor would hold and compute. */
  public Ledger() {
    this(Device.cpu());
  }

  /** Of what a device would, which need not be there. */
  public Ledger(Device device) {
    this.device = device;
  }

  /** What would compute. */
  Device device() {
    return device;
  }

  /** Bytes that are held now. */
  public long live() {
    return live;
  }

  /** The most that was held at once since the last {@link #mark}. */
  public long peak() {
    return peak;
  }

  /** Floating-point operations so far; a product and its sum are two. */
  public double operations() {
    return operations;
  }

  /** Makes what is held now the most that was, and forgets what was read. */
  public void mark() {
    peak = live;
    marks++;
  }

  /** Whether anything was computed from an array since the last {@link #mark}. */
  public boolean isRead(NDArray array) {
    return ((DryArray) array).isRead();
  }

  /** How often {@link #mark} was called. */
  int marks() {
    return marks;
  }

  void take(long bytes) {
    live += bytes;
    peak = Math.max(peak, live);
  }

  void free(long bytes) {
    live -= bytes;
  }

  /** Takes memory for the moment. */
  void touch(long bytes) {
    peak = Math.max(peak, live + bytes);
  }

  void compute(double more) {
    operations += more;
  }

  /**
   * Enters an operation, if any of its inputs is trained or follows from what is.
   *
   * @param kept operands and results that autograd then keeps
   */
  void enter(DryArray result, List<DryArray> inputs, List<DryArray> kept, Inside inside) {
    List<DryArray> followed = inputs.stream().filter(DryArray::isFollowed).toList();
    if (followed.isEmpty()) {
      touch(inside.saved());
      return;
    }
    result.follow();
    take(inside.saved());
    kept.forEach(DryArray::hold);
    entries.add(new Entry(result, followed, kept, inside));
  }

  /** How many entries there are. */
  int size() {
    return entries.size();
  }

  /** Forgets all entries but the first, as if what they made were gone. */
  void forget(int kept) {
    while (entries.size() > kept) {
      forget(entries.remove(entries.size() - 1));
    }
  }

  private void forget(Entry entry) {
    free(entry.inside().saved());
    entry.kept().forEach(DryArray::letGo);
  }

  /** Goes back from a loss. */
  void backward(NDArray loss) {
    DryArray start = (DryArray) loss;
    hold(start, take(new Held(start.bytes())));
    goBack();
  }

  /** Goes back from a result with the gradient that has reached {@code leaf}. */
  void backward(NDArray result, NDArray leaf) {
    Held gradient = gradients.get((DryArray) leaf);
    if (gradient != null) {
      gradient.owners++;
      hold((DryArray) result, gradient);
      goBack();
    }
  }

  private void goBack() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      Held above = gradients.remove(entry.result());
      if (above != null) {
        touch(entry.inside().work());
        long matrices = entry.inputs().stream().filter(x -> x.order().length > 1).count();
        compute(entry.inside().back() * matrices);
        entry.inputs().forEach(input -> hold(input, passed(entry, above, input)));
        drop(above);
        forget(entries.remove(i));
      }
    }
  }

  private Held passed(Entry entry, Held above, DryArray input) {
    Gradient gradient = entry.inside().gradient();
    if (gradient == Gradient.SAME && input.bytes() == entry.result().bytes()) {
      above.owners++;
      return above;
    }
    return take(new Held(gradient == Gradient.REPEATED ? 0 : input.bytes()));
  }

  private Held take(Held gradient) {
    take(gradient.bytes);
    return gradient;
  }

  /** A second gradient is added to the first, in its place if nobody else looks at it. */
  private void hold(DryArray array, Held gradient) {
    Held other = gradients.putIfAbsent(array, gradient);
    if (other != null && other.owners == 1 && other.bytes == array.bytes()) {
      drop(gradient);
    } else if (other != null) {
      gradients.put(array, take(new Held(array.bytes())));
      drop(other);
      drop(gradient);
    }
  }

  /** An array is gone, and its gradient with it. */
  void release(DryArray array) {
    Held gradient = gradients.remove(array);
    if (gradient != null) {
      drop(gradient);
    }
  }

  private void drop(Held gradient) {
    if (--gradient.owners == 0) {
      free(gradient.bytes);
    }
  }
}
