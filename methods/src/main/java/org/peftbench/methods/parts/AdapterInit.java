package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Parameters;
import org.peftbench.models.Initializer;

/** Starting weights of an adapter's two dense layers; biases start at 0. */
public enum AdapterInit {
  /** Both from N(0, 0.01²) cut off at two deviations: nearly the identity. */
  HOULSBY {
    @Override
    NDArray down(Initializer initializer, String name, Shape shape) {
      return initializer.truncatedNormal(name, shape, 0.01);
    }

    @Override
    NDArray up(Initializer initializer, String name, Shape shape) {
      return initializer.truncatedNormal(name, shape, 0.01);
    }
  },
  /** Both from N(0, 0.02²), as BERT's own layers: not the identity. */
  BERT {
    @Override
    NDArray down(Initializer initializer, String name, Shape shape) {
      return initializer.normal(name, shape, 0.02);
    }

    @Override
    NDArray up(Initializer initializer, String name, Shape shape) {
      return initializer.normal(name, shape, 0.02);
    }
  },
  /** Down from U(±1/√in), up 0, as LoRA's: the identity. */
  LORA {
    @Override
    NDArray down(Initializer initializer, String name, Shape shape) {
      return initializer.kaimingUniform(name, shape, Math.toIntExact(shape.get(1)));
    }

    @Override
    NDArray up(Initializer initializer, String name, Shape shape) {
      return initializer.constant(shape, 0);
    }
  };

  abstract NDArray down(Initializer initializer, String name, Shape shape);

  abstract NDArray up(Initializer initializer, String name, Shape shape);

  /** Trains a layer from the hidden width to the bottleneck. */
  public Dense down(Parameters parameters, String name, int hidden, int bottleneck) {
    NDArray weight =
        down(parameters.initializer(), name + ".weight", new Shape(bottleneck, hidden));
    return Dense.train(parameters, name, weight);
  }

  /** Trains a layer from the bottleneck back to the hidden width. */
  public Dense up(Parameters parameters, String name, int hidden, int bottleneck) {
    NDArray weight = up(parameters.initializer(), name + ".weight", new Shape(hidden, bottleneck));
    return Dense.train(parameters, name, weight);
  }
}
