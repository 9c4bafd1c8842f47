package org.peftbench.methods.compacter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.parts.Projection;
import org.peftbench.models.ops.Ops;

/**
 * A parameterised hypercomplex multiplication: {@code xH + b}, H = Σ A_i ⊗ (L_i R_i), [in, out].
 *
 * @param rule A [n, n, n]
 * @param left L [n, in/n, rank]
 * @param right R [n, rank, out/n]
 * @param bias b [out]
 */
record Phm(NDArray rule, NDArray left, NDArray right, NDArray bias) implements Projection {
  /** Trains all but the shared rule, from Glorot's uniform distribution term by term. */
  static Phm train(Parameters parameters, String name, NDArray rule, int in, int out, int rank) {
    long terms = rule.getShape().get(0);
    return new Phm(
        rule,
        factor(parameters, name + ".W_left", new Shape(terms, in / terms, rank)),
        factor(parameters, name + ".W_right", new Shape(terms, rank, out / terms)),
        parameters.trainUndecayed(
            name + ".b", parameters.initializer().constant(new Shape(out), 0)));
  }

  private static NDArray factor(Parameters parameters, String name, Shape shape) {
    double bound = Math.sqrt(6.0 / (shape.get(1) + shape.get(2)));
    return parameters.train(name, parameters.initializer().uniform(name, shape, bound));
  }

  @Override
  public NDArray forward(Ops ops, NDArray x) {
    return ops.add(ops.matmul(x, matrix(ops)), bias);
  }

  private NDArray matrix(Ops ops) {
    NDArray small = ops.matmul(left, right); // [n, in/n, out/n]
    long terms = rule.getShape().get(0);
    long in = small.getShape().get(1);
    long out = small.getShape().get(2);
    // each element of a block A_i times each of B_i, summed over i: [n·n, in/n · out/n]
    NDArray products =
        ops.matmul(
            ops.transpose(ops.reshape(rule, terms, terms * terms), 1, 0),
            ops.reshape(small, terms, in * out));
    NDArray blocks = ops.transpose(ops.reshape(products, terms, terms, in, out), 0, 2, 1, 3);
    return ops.reshape(blocks, terms * in, terms * out);
  }
}
