package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/**
 * The task's own layer on top of the pooled vector: dropout, then {@code hWᵀ + b}. One output makes
 * it a regression.
 *
 * <p>It starts from N(0, 0.02) and 0, as BERT's classifiers do, and depends on the seed alone, so
 * that every method of a comparison starts from the same head.
 */
public final class Head implements AutoCloseable {
  /** Names of the head's parameters, as Hugging Face's sequence classifiers have them. */
  public static final String WEIGHT = "classifier.weight";

  public static final String BIAS = "classifier.bias";

  private final NDManager manager;
  private final NDArray weight;
  private final NDArray bias;

  /**
   * A fresh head.
   *
   * @param outputs classes, or 1 for a regression
   */
  public Head(Backbone backbone, int outputs, long seed) {
    manager = backbone.manager().newSubManager();
    Initializer initializer = new Initializer(manager, backbone.dtype(), seed);
    weight = initializer.normal(WEIGHT, new Shape(outputs, backbone.hiddenSize()), 0.02);
    bias = initializer.constant(new Shape(outputs), 0);
  }

  /** Logits [batch, outputs] from pooled vectors [batch, hidden]. */
  public NDArray forward(Ops ops, NDArray pooled, double dropout) {
    return ops.linear(ops.dropout(pooled, dropout), weight, bias);
  }

  /** Weight and bias by name. */
  public Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    parameters.put(WEIGHT, weight);
    parameters.put(BIAS, bias);
    return parameters;
  }

  @Override
  public void close() {
    manager.close();
  }
}
