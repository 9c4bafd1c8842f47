package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Backbone;
import org.peftbench.models.Initializer;

/** The arrays an adaptation owns, trained and not. */
public final class Parameters implements AutoCloseable {
  private final NDManager manager;
  private final Initializer initializer;
  private final List<Trainable> trainables = new ArrayList<>();
  private final Map<String, NDArray> buffers = new LinkedHashMap<>();

  /** An empty set beside a backbone. */
  public Parameters(Backbone backbone, long seed) {
    manager = backbone.manager().newSubManager();
    initializer = new Initializer(manager, backbone.dtype(), seed);
  }

  /** Makes starting values; they are owned here. */
  public Initializer initializer() {
    return initializer;
  }

  /** Adds an array to train that weight decay acts on. */
  public NDArray train(String name, NDArray initial) {
    return add(name, initial, true);
  }

  /** Adds an array to train that weight decay leaves alone. */
  public NDArray trainUndecayed(String name, NDArray initial) {
    return add(name, initial, false);
  }

  /**
   * Adds a copy of one of the checkpoint's own parameters to train: weight decay acts on matrices,
   * and leaves biases and norms alone, which are what has one dimension.
   */
  public NDArray trainCopy(String name, NDArray frozen) {
    return add(name, initializer.copy(frozen), frozen.getShape().dimension() > 1);
  }

  private NDArray add(String name, NDArray initial, boolean decayed) {
    initial.setRequiresGradient(true);
    trainables.add(new Trainable(name, initial, decayed));
    return initial;
  }

  /** Adds state that is saved but not trained. */
  public NDArray remember(String name, NDArray state) {
    buffers.put(name, state);
    return state;
  }

  public List<Trainable> trainables() {
    return Collections.unmodifiableList(trainables);
  }

  public Map<String, NDArray> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** Owner of the arrays. */
  public NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
