package org.peftbench.methods.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * A pair of thin matrices beside one linear map: {@code y = xWᵀ + b + s·dropout(x)AᵀBᵀ}.
 *
 * @param a [rank, in]
 * @param b [out, rank]
 * @param scale s
 * @param dropout on what enters A, in training
 */
public record LoraModule(NDArray a, NDArray b, double scale, double dropout) implements SiteModule {
  /** The published start: A from Kaiming's uniform, B from 0, both trained. */
  public static LoraModule fresh(
      Site site, int rank, double scale, double dropout, Parameters parameters) {
    NDArray a = parameters.train(nameA(site), randomA(site, rank, parameters));
    return new LoraModule(a, zeroB(site, rank, parameters), scale, dropout);
  }

  /** Values for A: U(±1/√in). */
  public static NDArray randomA(Site site, int rank, Parameters parameters) {
    Shape shape = new Shape(rank, site.in());
    return parameters.initializer().kaimingUniform(nameA(site), shape, site.in());
  }

  /** A trained B of zeros. */
  public static NDArray zeroB(Site site, int rank, Parameters parameters) {
    NDArray zeros = parameters.initializer().constant(new Shape(site.out(), rank), 0);
    return parameters.train(nameB(site), zeros);
  }

  /** Hugging Face peft's name of A. */
  public static String nameA(Site site) {
    return site.module() + ".lora_A.weight";
  }

  /** Hugging Face peft's name of B. */
  public static String nameB(Site site) {
    return site.module() + ".lora_B.weight";
  }

  /** Number of elements of A and B. */
  public static long size(Site site, int rank) {
    return (long) rank * (site.in() + site.out());
  }

  /** Cost of a trained pair. */
  public static Cost cost(Site site, int rank) {
    return Cost.merging(size(site, rank), size(site, rank));
  }

  /** What the pair adds, dropout aside: x [..., in] to [..., out]. */
  public NDArray product(Ops ops, NDArray x) {
    NDArray narrow = ops.scale(ops.linear(x, a), scale); // [..., rank]
    return ops.linear(narrow, b);
  }

  /** What the pair adds to the weight: [out, in]. */
  public NDArray delta(Ops ops) {
    return ops.scale(ops.matmul(b, a), scale);
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return ops.add(base.forward(ops, x), product(ops, ops.dropout(x, dropout)));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return new Linear(base.site(), ops.add(base.weight(), delta(ops)), base.bias());
  }
}
