package org.peftbench.harness.train.kernel;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.models.ops.Ops;

/**
 * The neural tangent kernel K(x, x') = Σ over answers of ⟨∂f(x)/∂θ, ∂f(x')/∂θ⟩, exactly.
 *
 * <p>All gradients of full fine-tuning would not fit into memory. Inner products are sums over
 * parameters, so the parameters are cut into blocks of which every example's gradient does fit, and
 * each block goes through all examples again: time grows with the number of examples, memory does
 * not.
 */
public final class TangentKernel {
  /** Bytes of gradients that are held at once. */
  private static final long BUDGET = 4L << 30;

  /** Parameters of one matrix product; its sums are added up in double precision. */
  private static final long CHUNK = 1 << 18;

  private final AnswerGradients gradients;
  private final int examples;

  private TangentKernel(AnswerGradients gradients) {
    this.gradients = gradients;
    this.examples = gradients.inputs().size();
  }

  /** A stretch of an array's elements, of which the gradients are held at once. */
  private record Piece(int group, NDArray array, long begin, long end) {
    long size() {
      return end - begin;
    }
  }

  /**
   * One kernel for each group of arrays.
   *
   * @param groups of trained arrays; an empty one has a kernel of zeros
   */
  public static List<KernelMatrix> of(AnswerGradients gradients, List<List<NDArray>> groups) {
    return of(gradients, groups, BUDGET);
  }

  static List<KernelMatrix> of(AnswerGradients gradients, List<List<NDArray>> groups, long budget) {
    return new TangentKernel(gradients).compute(groups, budget);
  }

  private List<KernelMatrix> compute(List<List<NDArray>> groups, long budget) {
    int width = gradients.learner().backbone().dtype().getNumOfBytes();
    long room = Math.max(1, budget / ((long) examples * width));
    double[][][] sums = new double[groups.size()][examples][examples];
    for (List<Piece> block : blocks(groups, room)) {
      for (int answer = 0; answer < gradients.answers(); answer++) {
        add(block, answer, sums);
      }
    }
    List<KernelMatrix> kernels = new ArrayList<>();
    for (double[][] sum : sums) {
      kernels.add(new KernelMatrix(sum));
    }
    return kernels;
  }

  /** All arrays in pieces, in groups of pieces that fit. */
  private static List<List<Piece>> blocks(List<List<NDArray>> groups, long room) {
    List<List<Piece>> blocks = new ArrayList<>();
    List<Piece> block = new ArrayList<>();
    long free = room;
    for (int group = 0; group < groups.size(); group++) {
      for (NDArray array : groups.get(group)) {
        long size = array.getShape().size();
        for (long begin = 0; begin < size; ) {
          long end = Math.min(size, begin + free);
          block.add(new Piece(group, array, begin, end));
          free -= end - begin;
          begin = end;
          if (free == 0) {
            blocks.add(block);
            block = new ArrayList<>();
            free = room;
          }
        }
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  private void add(List<Piece> block, int answer, double[][][] sums) {
    try (Ops held = gradients.ops()) {
      List<NDArray[]> kept = new ArrayList<>();
      block.forEach(piece -> kept.add(new NDArray[examples]));
      gradients.each(
          answer,
          (ops, example) -> {
            for (int i = 0; i < block.size(); i++) {
              Piece piece = block.get(i);
              try (NDArray gradient = piece.array().getGradient()) {
                NDArray flat = ops.reshape(gradient, 1, -1); // [1, parameters]
                NDArray part = ops.slice(flat, 1, piece.begin(), piece.end());
                kept.get(i)[example] = ops.keep(part, held.scope());
              }
            }
          });
      for (int i = 0; i < block.size(); i++) {
        Piece piece = block.get(i);
        for (long begin = 0; begin < piece.size(); begin += CHUNK) {
          add(kept.get(i), begin, Math.min(piece.size(), begin + CHUNK), sums[piece.group()]);
        }
      }
    }
  }

  private void add(NDArray[] rows, long begin, long end, double[][] sum) {
    try (Ops ops = gradients.ops()) {
      NDArray[] parts = new NDArray[rows.length];
      for (int row = 0; row < rows.length; row++) {
        parts[row] = ops.slice(rows[row], 1, begin, end);
      }
      NDArray stacked = ops.concat(0, parts); // [examples, parameters]
      double[] products = ops.values(ops.matmul(stacked, ops.transpose(stacked, 1, 0)));
      for (int i = 0; i < examples; i++) {
        for (int j = 0; j < examples; j++) {
          sum[i][j] += products[i * examples + j];
        }
      }
    }
  }
}
