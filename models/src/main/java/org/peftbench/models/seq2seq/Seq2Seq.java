package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Backbone;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.blocks.CausalMask;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * An encoder-decoder over a checkpoint's weights.
 *
 * <p>A prompt stands before the source (Lester et al. 2021, arXiv 2104.08691); the decoder has
 * none. A text is classified as the checkpoints' authors do it: source and, shifted right, answer
 * are the text itself, and the decoder's state at the text's end is its vector.
 */
class Seq2Seq implements Backbone {
  private final Outline outline;
  private final Seq2SeqForm form;
  private final FrozenParameters weights;
  private final Site tokens;
  private final Stack encoder;
  private final Stack decoder;

  Seq2Seq(Outline outline, Seq2SeqForm form, FrozenParameters weights) {
    this.outline = outline;
    this.form = form;
    this.weights = weights;
    Seq2SeqParts parts = new Seq2SeqParts(outline, form, weights);
    tokens = parts.tokens();
    encoder = parts.stack(Seq2SeqParts.ENCODER);
    decoder = parts.stack(Seq2SeqParts.DECODER);
  }

  /** The encoder's last hidden states [batch, prompt + length, hidden]. */
  public NDArray encode(Ops ops, TokenBatch source, Taps taps, double dropout) {
    Pass pass = new Pass(ops, taps, dropout, null);
    NDArray x = embed(pass, source.ids());
    NDArray prompt = taps.prompt(ops, source.rows());
    x = prompt == null ? x : ops.concat(1, prompt, x);
    checkLength(taps.firstPosition() + Math.toIntExact(x.getShape().get(1)));
    return encoder.forward(pass, x, 0, absent(ops, source, x), null);
  }

  /** The decoder's last hidden states of a whole answer [batch, length, hidden]. */
  public NDArray decode(
      Ops ops, TokenBatch target, NDArray encoded, TokenBatch source, Taps taps, double dropout) {
    Pass pass = new Pass(ops, taps, dropout, null);
    return write(pass, target.ids(), 0, encoded, absent(ops, source, encoded));
  }

  /**
   * The decoder's states of tokens behind those in the pass's cache, [batch, length, hidden].
   *
   * @param first number of those in the cache
   * @param absent added to the scores of the source's positions
   */
  NDArray write(Pass pass, NDArray ids, int first, NDArray encoded, NDArray absent) {
    checkLength(pass.taps().firstPosition() + first + Math.toIntExact(ids.getShape().get(1)));
    Seq2SeqLayer.Source source = new Seq2SeqLayer.Source(encoded, absent);
    return decoder.forward(pass, embed(pass, ids), first, null, source);
  }

  /** What is added to the scores of a source's positions: [batch, 1, 1, prompt + length]. */
  NDArray absent(Ops ops, TokenBatch source, NDArray states) {
    return CausalMask.padding(ops, source.mask(ops, states.getShape().get(1)));
  }

  private NDArray embed(Pass pass, NDArray ids) {
    Ops ops = pass.ops();
    NDArray table = parameter(pass.taps(), tokens.weight());
    return pass.taps().output(ops, tokens, ops.embedding(ids, table));
  }

  private void checkLength(int end) {
    if (form.buckets() == null && end > maxPositions()) {
      throw new UserError(
          "input of %d positions, prompt and prefix included, is longer than the model's %d: lower"
              + " max_length",
          end, maxPositions());
    }
  }

  @Override
  public NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout) {
    NDArray encoded = encode(ops, batch, taps, dropout);
    NDArray start =
        ops.expand(
            ops.longs(new long[] {form.decoderStart()}, new Shape(1, 1)),
            new Shape(batch.rows(), 1));
    NDArray shifted =
        batch.length() == 1
            ? start
            : ops.concat(1, start, ops.slice(batch.ids(), 1, 0, batch.length() - 1L));
    Pass pass = new Pass(ops, taps, dropout, null);
    return write(pass, shifted, 0, encoded, absent(ops, batch, encoded));
  }

  @Override
  public NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps) {
    NDArray flat = ops.reshape(hiddenStates, -1, hiddenSize());
    return ops.embedding(ops.lastTokens(batch.mask()), flat);
  }

  NDArray parameter(Taps taps, String name) {
    return taps.parameter(name, weights.loaded().get(name));
  }

  /** Its form. */
  Seq2SeqForm form() {
    return form;
  }

  /** The token embedding's site. */
  Site tokens() {
    return tokens;
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return Seq2SeqArchitecture.HEADS;
  }

  @Override
  public String checkpointPrefix() {
    return form.prefix();
  }

  @Override
  public List<Site> sites() {
    return outline.sites();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return weights.loaded();
  }

  @Override
  public int hiddenSize() {
    return outline.hiddenSize();
  }

  @Override
  public int maxPositions() {
    return outline.maxPositions();
  }

  @Override
  public int keyValueHeads() {
    return outline.keyValueHeads();
  }

  @Override
  public DataType dtype() {
    return weights.dtype();
  }

  @Override
  public NDManager manager() {
    return weights.manager();
  }

  @Override
  public void close() {
    weights.close();
  }
}
