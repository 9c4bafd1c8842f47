package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.peftbench.models.Continuation;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.blocks.KeyValueCache;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;

/** What a decoder keeps of texts that are being written: keys, values and where padding stands. */
final class DecoderContinuation implements Continuation {
  private final DecoderLanguageModel model;
  private final Taps taps;
  private final NDManager manager;
  private final KeyValueCache cache;

  /** Of every position that was read, prompt included: [rows, positions]. */
  private NDArray mask;

  private float[][] logits;

  DecoderContinuation(DecoderLanguageModel model, TokenBatch batch, Taps taps) {
    this.model = model;
    this.taps = taps;
    manager = model.manager().newSubManager();
    cache = model.newCache();
    try (Ops ops = Ops.evaluation(manager, model.dtype())) {
      NDArray states = model.read(new Pass(ops, taps, 0, cache), batch.ids(), batch.mask());
      long prompted = states.getShape().get(1) - batch.length();
      NDArray read = batch.mask();
      if (prompted > 0) {
        read = ops.concat(1, ops.ones(new Shape(batch.rows(), prompted)), read);
      }
      mask = ops.keep(read, manager);
      logits = last(ops, states);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public float[][] logits() {
    return logits;
  }

  @Override
  public void append(int[] rows, int[] tokens) {
    try (Ops ops = Ops.evaluation(manager, model.dtype())) {
      long[] from = Arrays.stream(rows).asLongStream().toArray();
      long[] ids = Arrays.stream(tokens).asLongStream().toArray();
      NDArray kept = ops.rows(mask, ops.longs(from, new Shape(from.length)));
      NDArray read = ops.concat(1, kept, ops.ones(new Shape(from.length, 1)));
      cache.select(ops, from);
      NDArray states =
          model.read(new Pass(ops, taps, 0, cache), ops.longs(ids, new Shape(ids.length, 1)), read);
      mask.close();
      mask = ops.keep(read, manager);
      logits = last(ops, states);
    }
  }

  @Override
  public int room() {
    int read = Math.toIntExact(mask.getShape().get(1));
    return model.maxPositions() - taps.firstPosition() - read;
  }

  /** Logits behind the last position of each row. */
  private float[][] last(Ops ops, NDArray states) {
    Shape shape = states.getShape();
    NDArray last = ops.slice(states, 1, shape.get(1) - 1, shape.get(1));
    float[] flat = ops.floatValues(model.logits(ops, last, taps));
    int width = model.vocabularySize();
    float[][] rows = new float[flat.length / width][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width));
    return rows;
  }

  @Override
  public void close() {
    cache.close();
    manager.close();
  }
}
