package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * Token sequences padded to one length, inside a scope; on the right, unless they are to be
 * continued.
 *
 * @param encodings what was padded, one a row
 * @param ids [batch, length]
 * @param types segment ids [batch, length]
 * @param mask 1 for a token and 0 for padding [batch, length]
 * @param rows batch
 * @param length longest sequence
 * @param tokens real tokens, padding not counted
 */
public record TokenBatch(
    List<Encoding> encodings,
    NDArray ids,
    NDArray types,
    NDArray mask,
    int rows,
    int length,
    int tokens) {

  /** Pads encodings on the right to the longest of them. */
  public static TokenBatch of(Ops ops, List<Encoding> encodings, int padId) {
    return padded(ops, encodings, padId, false);
  }

  /** Pads encodings on the left, so that all end at one place and can be continued there. */
  public static TokenBatch leftPadded(Ops ops, List<Encoding> encodings, int padId) {
    return padded(ops, encodings, padId, true);
  }

  private static TokenBatch padded(Ops ops, List<Encoding> encodings, int padId, boolean left) {
    int rows = encodings.size();
    int length = encodings.stream().mapToInt(Encoding::length).max().orElseThrow();
    long[] ids = new long[rows * length];
    long[] types = new long[rows * length];
    float[] mask = new float[rows * length];
    int tokens = 0;
    for (int row = 0; row < rows; row++) {
      Encoding encoding = encodings.get(row);
      java.util.Arrays.fill(ids, row * length, (row + 1) * length, padId);
      int start = row * length + (left ? length - encoding.length() : 0);
      System.arraycopy(encoding.ids(), 0, ids, start, encoding.length());
      System.arraycopy(encoding.typeIds(), 0, types, start, encoding.length());
      int[] seen = encoding.mask();
      for (int i = 0; i < seen.length; i++) {
        mask[start + i] = seen[i];
        tokens += seen[i];
      }
    }
    Shape shape = new Shape(rows, length);
    return new TokenBatch(
        List.copyOf(encodings),
        ops.longs(ids, shape),
        ops.longs(types, shape),
        ops.floats(mask, shape),
        rows,
        length,
        tokens);
  }

  /** The mask with ones for a prompt in front: [batch, length], prompt included. */
  public NDArray mask(Ops ops, long promptedLength) {
    long prompted = promptedLength - length;
    return prompted == 0 ? mask : ops.concat(1, ops.ones(new Shape(rows, prompted)), mask);
  }
}
