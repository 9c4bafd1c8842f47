package org.peftbench.harness.train.kernel;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** A symmetric matrix of inner products, and how it is compared with another one. */
public final class KernelMatrix {
  private final double[][] values;

  /**
   * A matrix.
   *
   * @param values [examples][examples], changed by nobody from now on
   */
  public KernelMatrix(double[][] values) {
    this.values = values;
  }

  /** The inner product of two examples' gradients. */
  public double at(int row, int column) {
    return values[row][column];
  }

  /** How many examples. */
  public int size() {
    return values.length;
  }

  /** Whether no gradient reaches anything. */
  public boolean isZero() {
    return trace() == 0;
  }

  /** Sum of the diagonal: of the squared lengths of the gradients. */
  public double trace() {
    return IntStream.range(0, size()).mapToDouble(i -> values[i][i]).sum();
  }

  /** Frobenius norm. */
  public double norm() {
    return Math.sqrt(product(this));
  }

  /** Sum of the products of equal places. */
  private double product(KernelMatrix other) {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        sum += values[i][j] * other.values[i][j];
      }
    }
    return sum;
  }

  /** The kernel of both kinds of parameters together. */
  public KernelMatrix plus(KernelMatrix other) {
    return combined(1, other, 1);
  }

  private KernelMatrix combined(double factor, KernelMatrix other, double otherFactor) {
    double[][] sum = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        sum[i][j] = factor * values[i][j] + otherFactor * other.values[i][j];
      }
    }
    return new KernelMatrix(sum);
  }

  /** The kernel of the same gradients with their mean over the examples taken off. */
  public KernelMatrix centred() {
    double[] means = new double[size()];
    double mean = 0;
    for (int i = 0; i < size(); i++) {
      for (double value : values[i]) {
        means[i] += value / size();
      }
      mean += means[i] / size();
    }
    double[][] centred = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        centred[i][j] = values[i][j] - means[i] - means[j] + mean;
      }
    }
    return new KernelMatrix(centred);
  }

  /** Cosine of the angle between both matrices, from 0 to 1: 1 where they differ in scale alone. */
  public double alignment(KernelMatrix other) {
    return product(other) / (norm() * other.norm());
  }

  /** ‖A − B‖ / ‖B‖ with B the other. */
  public double distance(KernelMatrix other) {
    return combined(1, other, -1).norm() / other.norm();
  }

  /** The same after both were divided by their traces, so that scale does not count. */
  public double shapeDistance(KernelMatrix other) {
    KernelMatrix difference = combined(1 / trace(), other, -1 / other.trace());
    return difference.norm() / (other.norm() / other.trace());
  }

  /**
   * Roy and Vetterli's effective rank (2007): the exponential of the entropy of the eigenvalues'
   * shares.
   */
  public double effectiveRank() {
    double[] eigenvalues =
        new EigenDecomposition(new Array2DRowRealMatrix(values, false)).getRealEigenvalues();
    return EffectiveRank.of(eigenvalues);
  }
}
