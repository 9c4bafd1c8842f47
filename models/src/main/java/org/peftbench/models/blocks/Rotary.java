package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.peftbench.models.ops.Ops;

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864, section 3.2): the pair of numbers i
 * of a head at position p is turned by p · frequency i.
 */
public final class Rotary {
  /** Which numbers of a head make a pair. */
  public enum Pairs {
    /** i and i + width/2, as LLaMA and GPT-NeoX have them. */
    HALVES,
    /** 2i and 2i + 1, as GPT-J has them. */
    NEIGHBOURS
  }

  private final double[] frequencies;
  private final Pairs pairs;

  /**
   * A rotation of the first numbers of each head; those behind stay.
   *
   * @param frequencies one for each pair, in radians a position
   */
  public Rotary(double[] frequencies, Pairs pairs) {
    this.frequencies = frequencies.clone();
    this.pairs = pairs;
  }

  /**
   * The published frequencies, {@code theta^(-2i/width)}.
   *
   * @param width numbers of a head that are turned; even
   */
  public static double[] frequencies(int width, double theta) {
    double[] frequencies = new double[width / 2];
    Arrays.setAll(frequencies, i -> Math.pow(theta, -2.0 * i / width));
    return frequencies;
  }

  /**
   * The rotation of one pass.
   *
   * @param positions [batch, length]
   * @param end behind the last position
   */
  public Rotation at(Ops ops, NDArray positions, int end) {
    int half = frequencies.length;
    double[] cos = new double[end * 2 * half];
    double[] sin = new double[end * 2 * half];
    for (int position = 0; position < end; position++) {
      for (int pair = 0; pair < half; pair++) {
        double angle = position * frequencies[pair];
        int row = position * 2 * half;
        int first = row + (pairs == Pairs.HALVES ? pair : 2 * pair);
        int second = row + (pairs == Pairs.HALVES ? half + pair : 2 * pair + 1);
        cos[first] = Math.cos(angle);
        cos[second] = Math.cos(angle);
        sin[first] = -Math.sin(angle);
        sin[second] = Math.sin(angle);
      }
    }
    return new Rotation(look(ops, cos, positions, end), look(ops, sin, positions, end));
  }

  /** Rows of a table, [batch, 1, length, width]. */
  private NDArray look(Ops ops, double[] table, NDArray positions, int end) {
    int width = 2 * frequencies.length;
    NDArray rows = ops.embedding(positions, ops.doubles(table, new Shape(end, width)));
    Shape shape = positions.getShape();
    return ops.reshape(rows, shape.get(0), 1, shape.get(1), width);
  }

  /** The rotation at given positions: cosines and sines with the pair's signs. */
  public final class Rotation {
    private final NDArray cos;
    private final NDArray sin;

    private Rotation(NDArray cos, NDArray sin) {
      this.cos = cos;
      this.sin = sin;
    }

    /** x [batch, heads, length, width] to the same. */
    public NDArray apply(Ops ops, NDArray x) {
      long turned = cos.getShape().get(3);
      long width = x.getShape().get(3);
      NDArray part = turned == width ? x : ops.slice(x, 3, 0, turned);
      NDArray result = ops.add(ops.multiply(part, cos), ops.multiply(swap(ops, part), sin));
      return turned == width ? result : ops.concat(3, result, ops.slice(x, 3, turned, width));
    }

    /** The other number of each pair. */
    private NDArray swap(Ops ops, NDArray x) {
      int half = frequencies.length;
      if (pairs == Pairs.HALVES) {
        return ops.concat(3, ops.slice(x, 3, half, 2L * half), ops.slice(x, 3, 0, half));
      }
      Shape shape = x.getShape();
      NDArray split = ops.reshape(x, shape.get(0), shape.get(1), shape.get(2), half, 2);
      NDArray swapped = ops.concat(4, ops.slice(split, 4, 1, 2), ops.slice(split, 4, 0, 1));
      return ops.reshape(swapped, shape.getShape());
    }
  }
}
