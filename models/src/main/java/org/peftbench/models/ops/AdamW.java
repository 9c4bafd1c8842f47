package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2): Adam with weight decay
 * decoupled from the gradient.
 *
 * <p>PyTorch's own fused kernel does the arithmetic on all arrays of a group at once, or {@link
 * KernelForm#PLAIN plain operations} array by array. State exists for trained arrays only.
 */
public final class AdamW implements AutoCloseable {
  private final NDManager manager;
  private final List<State> groups = new ArrayList<>();
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final KernelForm form;

  /**
   * Arrays that share a decay and a learning rate.
   *
   * @param parameters with gradients
   * @param decay λ; each step takes {@code rate · λ} of the value away
   * @param rateFactor multiplies the rate given to {@link #step}
   */
  public record Group(List<NDArray> parameters, double decay, double rateFactor) {
    public Group {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A group with its first and second moments and step counters.
   *
   * @param moved places of arrays that had moments when they were forgotten
   */
  record State(
      Group group, List<NDArray> means, List<NDArray> squares, List<NDArray> steps, BitSet moved) {}

  /** The numbers of one step of a group. */
  record Rule(double rate, double decay, double beta1, double beta2, double epsilon) {}

  /**
   * An optimizer at rest; groups without arrays are left out.
   *
   * @param parent owner of the state
   */
  public AdamW(NDManager parent, List<Group> groups, double beta1, double beta2, double epsilon) {
    this(parent, groups, beta1, beta2, epsilon, KernelForm.chosen());
  }

  /** The same in a given form, for those who set one beside the other. */
  public AdamW(
      NDManager parent,
      List<Group> groups,
      double beta1,
      double beta2,
      double epsilon,
      KernelForm form) {
    this.manager = parent.newSubManager();
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.form = form;
    for (Group group : groups) {
      if (!group.parameters().isEmpty()) {
        int size = group.parameters().size();
        this.groups.add(
            new State(group, zeros(group), zeros(group), counters(size), new BitSet(size)));
      }
    }
  }

  private List<NDArray> zeros(Group group) {
    return group.parameters().stream()
        .map(parameter -> manager.zeros(parameter.getShape(), parameter.getDataType()))
        .toList();
  }

  private List<NDArray> counters(int size) {
    List<NDArray> counters = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      counters.add(manager.zeros(new Shape(), DataType.FLOAT32));
    }
    return counters;
  }

  /**
   * Scales all gradients down so that their global norm is at most {@code limit}, as {@code
   * clip_grad_norm_} does.
   *
   * @param limit infinite to measure only
   * @return the norm before
   */
  public double clip(double limit) {
    List<NDArray> gradients = new ArrayList<>();
    groups.forEach(state -> gradients.addAll(gradients(state)));
    if (gradients.isEmpty()) {
      return 0;
    }
    try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32, form)) {
      return ops.clip(gradients, limit);
    } finally {
      gradients.forEach(NDArray::close);
    }
  }

  /** Moves every parameter against its gradient. */
  public void step(double rate) {
    for (State state : groups) {
      List<NDArray> gradients = gradients(state);
      try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32, form)) {
        Group group = state.group();
        double own = rate * group.rateFactor();
        ops.step(state, gradients, new Rule(own, group.decay(), beta1, beta2, epsilon));
      } finally {
        gradients.forEach(NDArray::close);
      }
    }
  }

  /** Moments and step counters of all arrays, in a fixed order, to be kept or brought back. */
  public List<NDArray> state() {
    List<NDArray> state = new ArrayList<>();
    for (State group : groups) {
      state.addAll(group.means());
      state.addAll(group.squares());
      state.addAll(group.steps());
    }
    return state;
  }

  /** Forgets the moments of one array, as if its training began with the next step. */
  public void forget(NDArray parameter) {
    for (State state : groups) {
      List<NDArray> parameters = state.group().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        if (parameters.get(i) == parameter) { // equals would compare the values
          try (Ops ops = Ops.evaluation(manager, parameter.getDataType())) {
            state.moved().set(i, !ops.isDry() && isTouched(state, i));
            NDArray zeros = ops.zeros(parameter.getShape());
            ops.assign(state.means().get(i), zeros);
            ops.assign(state.squares().get(i), zeros);
            ops.assign(state.steps().get(i), ops.zeros(new Shape()));
          }
          return;
        }
      }
    }
    throw new IllegalArgumentException("not an array of this optimizer: " + parameter.getShape());
  }

  /** Forgets the gradients of the step that is done. */
  public void zeroGradients() {
    for (State state : groups) {
      List<NDArray> gradients = gradients(state);
      try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
        ops.kernels("zero_gradients", List.of(gradients));
      } finally {
        gradients.forEach(NDArray::close);
      }
    }
  }

  /** Arrays that no gradient has ever reached, and that therefore never moved but by decay. */
  public List<NDArray> untouched() {
    List<NDArray> untouched = new ArrayList<>();
    for (State state : groups) {
      for (int i = 0; i < state.squares().size(); i++) {
        if (!isTouched(state, i)) {
          untouched.add(state.group().parameters().get(i));
        }
      }
    }
    return untouched;
  }

  private static boolean isTouched(State state, int i) {
    try (NDArray largest = state.squares().get(i).max();
        NDArray exact = largest.toType(DataType.FLOAT64, true)) {
      return state.moved().get(i) || exact.getDouble() != 0;
    }
  }

  private static List<NDArray> gradients(State state) {
    return state.group().parameters().stream().map(NDArray::getGradient).toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
