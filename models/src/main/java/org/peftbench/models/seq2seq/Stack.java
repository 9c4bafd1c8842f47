package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.CausalMask;
import org.peftbench.models.blocks.Norm;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;

/**
 * The encoder or the decoder, from embedded tokens on.
 *
 * @param form of the network
 * @param positions the table of positions' site, absolute or relative
 * @param table its rows
 * @param firstNorm behind the embeddings, or null
 * @param lastNorm behind the layers, or null
 * @param writes whether it is the decoder, which sees nothing behind the present position
 */
record Stack(
    Seq2SeqForm form,
    Site positions,
    NDArray table,
    @Nullable Norm firstNorm,
    List<Seq2SeqLayer> layers,
    @Nullable Norm lastNorm,
    boolean writes) {

  /**
   * x [batch, length, hidden], embedded tokens, to hidden states.
   *
   * @param first position of the first, behind those in the pass's cache
   * @param padding added to the scores of absent positions [batch, 1, 1, first + length], or null
   * @param source null in the encoder
   */
  NDArray forward(
      Pass pass,
      NDArray x,
      int first,
      @Nullable NDArray padding,
      Seq2SeqLayer.@Nullable Source source) {
    Ops ops = pass.ops();
    int length = Math.toIntExact(x.getShape().get(1));
    NDArray rows = pass.taps().parameter(positions.weight(), table);
    NDArray y = ops.scale(x, form.embeddingScale());
    NDArray bias = writes ? CausalMask.causal(ops, length, first + length) : null;
    RelativeBuckets buckets = form.buckets();
    if (buckets == null) {
      long begin = (long) pass.taps().firstPosition() + first + form.skippedPositions();
      long[] numbers = LongStream.range(begin, begin + length).toArray();
      NDArray places = ops.embedding(ops.longs(numbers, new Shape(1, length)), rows);
      y = ops.add(y, pass.taps().output(ops, positions, places));
    } else {
      NDArray tapped = pass.taps().output(ops, positions, rows);
      bias = add(ops, buckets.bias(ops, tapped, length, first + length, !writes), bias);
    }
    if (padding != null) {
      bias = add(ops, padding, bias);
    }
    y = pass.dropout(firstNorm == null ? y : firstNorm.forward(ops, y, pass.taps()));
    NDArray scores = bias == null ? ops.zeros(new Shape(1, 1, 1, first + length)) : bias;
    for (Seq2SeqLayer layer : layers) {
      y = ops.layer(y, entering -> layer.forward(pass, entering, scores, source));
    }
    return lastNorm == null ? y : pass.dropout(lastNorm.forward(ops, y, pass.taps()));
  }

  private static NDArray add(Ops ops, NDArray bias, @Nullable NDArray other) {
    return other == null ? bias : ops.add(bias, other);
  }
}
