package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Parameters;
import org.peftbench.models.ops.Ops;

/**
 * {@code xWᵀ + b}, trained.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
public record Dense(NDArray weight, NDArray bias) implements Projection {
  /** Trains a layer from this weight and a bias of 0. */
  public static Dense train(Parameters parameters, String name, NDArray weight) {
    Shape out = new Shape(weight.getShape().get(0));
    return train(parameters, name, weight, parameters.initializer().constant(out, 0));
  }

  /** Trains a layer from PyTorch's defaults: weight and bias from U(±1/√in). */
  public static Dense train(Parameters parameters, String name, int in, int out) {
    return train(
        parameters,
        name,
        parameters.initializer().kaimingUniform(name + ".weight", new Shape(out, in), in),
        parameters.initializer().kaimingUniform(name + ".bias", new Shape(out), in));
  }

  private static Dense train(Parameters parameters, String name, NDArray weight, NDArray bias) {
    return new Dense(
        parameters.train(name + ".weight", weight),
        parameters.trainUndecayed(name + ".bias", bias));
  }

  @Override
  public NDArray forward(Ops ops, NDArray x) {
    return ops.linear(x, weight, bias);
  }
}
