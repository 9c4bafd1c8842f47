package org.peftbench.models.seq2seq;

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

/** What an encoder-decoder keeps of answers that are being written: the source, keys and values. */
final class Seq2SeqContinuation implements Continuation {
  private final Seq2SeqLanguageModel model;
  private final Taps taps;
  private final NDManager manager;
  private final KeyValueCache cache;

  /** The encoder's states, and what is added to the scores of its positions; of every row. */
  private NDArray encoded;

  private NDArray absent;
  private int written;
  private float[][] logits;

  Seq2SeqContinuation(Seq2SeqLanguageModel model, TokenBatch source, Taps taps) {
    this.model = model;
    this.taps = taps;
    manager = model.manager().newSubManager();
    cache = new KeyValueCache(manager);
    try (Ops ops = Ops.evaluation(manager, model.dtype())) {
      encoded = ops.keep(model.encode(ops, source, taps, 0), manager);
      absent = ops.keep(model.absent(ops, source, encoded), manager);
      long[] start = new long[source.rows()];
      Arrays.fill(start, model.decoderStart());
      logits = write(ops, start);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private float[][] write(Ops ops, long[] ids) {
    Pass pass = new Pass(ops, taps, 0, cache);
    NDArray tokens = ops.longs(ids, new Shape(ids.length, 1));
    NDArray states = model.write(pass, tokens, written, encoded, absent);
    written++;
    float[] flat = ops.floatValues(model.logits(ops, states, taps));
    int width = model.vocabularySize();
    float[][] rows = new float[ids.length][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width));
    return rows;
  }

  @Override
  public float[][] logits() {
    return logits;
  }

  @Override
  public void append(int[] rows, int[] tokens) {
    try (Ops ops = Ops.evaluation(manager, model.dtype())) {
      long[] from = Arrays.stream(rows).asLongStream().toArray();
      NDArray index = ops.longs(from, new Shape(from.length));
      cache.select(ops, from);
      encoded = replace(ops, encoded, index);
      absent = replace(ops, absent, index);
      logits = write(ops, Arrays.stream(tokens).asLongStream().toArray());
    }
  }

  private NDArray replace(Ops ops, NDArray kept, NDArray index) {
    NDArray chosen = ops.keep(ops.rows(kept, index), manager);
    kept.close();
    return chosen;
  }

  @Override
  public int room() {
    return model.maxPositions() - taps.firstPosition() - written;
  }

  @Override
  public void close() {
    cache.close();
    manager.close();
  }
}
