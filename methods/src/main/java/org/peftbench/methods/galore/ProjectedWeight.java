package org.peftbench.methods.galore;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * One weight and the subspace it moves in.
 *
 * @param weight W [out, in]
 * @param basis P: [out, r] where the weight is wider than high, else [r, in]
 * @param coordinates C: [r, in], else [out, r]; trained
 * @param folded C₀, the part of C that the weight has taken up
 */
record ProjectedWeight(
    Site site, NDArray weight, NDArray basis, NDArray coordinates, NDArray folded)
    implements SiteModule {
  /** A subspace of the weight's own singular vectors, until there is a gradient. */
  static ProjectedWeight of(Site site, NDArray frozen, int rank, Parameters parameters) {
    boolean left = site.out() < site.in();
    Shape shape = left ? new Shape(rank, site.in()) : new Shape(site.out(), rank);
    NDArray weight = parameters.initializer().copy(frozen);
    NDArray zeros = parameters.initializer().constant(shape, 0);
    // C is a sum of steps and not W: its decay would not be that of W
    NDArray coordinates = parameters.trainUndecayed(site.module() + ".galore_coordinates", zeros);
    try (Ops ops = Ops.evaluation(parameters.manager(), frozen.getDataType())) {
      return new ProjectedWeight(
          site,
          parameters.remember(site.weight(), weight),
          parameters.remember(
              site.module() + ".galore_basis",
              ops.keep(leading(ops, frozen, rank), parameters.manager())),
          coordinates,
          parameters.remember(
              site.module() + ".galore_folded", ops.keep(zeros, parameters.manager())));
    }
  }

  /** Trains the coordinates; the weight, its basis and C₀ are saved with them. */
  static Cost cost(Site site, int rank) {
    long coordinates = (long) rank * Math.max(site.in(), site.out());
    long basis = (long) rank * Math.min(site.in(), site.out());
    return Cost.merging(coordinates, 0)
        .remembering((long) site.in() * site.out() + basis + coordinates);
  }

  /** The leading singular vectors of the shorter side. */
  private static NDArray leading(Ops ops, NDArray matrix, int rank) {
    Ops.Svd svd = ops.svd(matrix);
    return matrix.getShape().get(0) < matrix.getShape().get(1)
        ? ops.slice(svd.u(), 1, 0, rank)
        : ops.slice(svd.vt(), 0, 0, rank);
  }

  private boolean isLeft() {
    return site.out() < site.in();
  }

  /** From the subspace to the weight's shape. */
  private NDArray back(Ops ops, NDArray inside) {
    return isLeft() ? ops.matmul(basis, inside) : ops.matmul(inside, basis); // [out, in]
  }

  /** W + P(C − C₀), in value W itself at every forward pass of a training. */
  private NDArray moved(Ops ops) {
    return ops.add(weight, back(ops, ops.subtract(coordinates, folded)));
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return new Linear(site, moved(ops), base.bias()).forward(ops, x);
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return new Linear(site, moved(ops), base.bias());
  }

  /** Turns the subspace to a step's gradient, and gives the coordinates their part of it. */
  void refresh(Ops ops) {
    try (NDArray gradient = weight.getGradient();
        NDArray inside = coordinates.getGradient()) {
      ops.assign(
          basis, leading(ops, gradient, Math.toIntExact(basis.getShape().get(isLeft() ? 1 : 0))));
      NDArray turned = ops.transpose(basis, 1, 0);
      ops.assign(inside, isLeft() ? ops.matmul(turned, gradient) : ops.matmul(gradient, turned));
      ops.assign(gradient, ops.zeros(gradient.getShape()));
    }
  }

  /** Puts what the optimizer has moved into the weight. */
  void fold(Ops ops, double scale) {
    NDArray step = back(ops, ops.subtract(ops.detach(coordinates), folded));
    ops.assign(weight, ops.add(ops.detach(weight), ops.scale(step, scale)));
    ops.assign(folded, coordinates);
  }

  /** Whether backward computes the whole gradient, which only a refresh needs. */
  void watch(boolean whole) {
    weight.setRequiresGradient(whole);
  }
}
