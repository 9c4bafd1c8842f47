package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Backbone;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.blocks.CausalMask;
import org.peftbench.models.blocks.KeyValueCache;
import org.peftbench.models.blocks.Norm;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.blocks.Rotary;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * A network that reads from left to right, over a checkpoint's weights.
 *
 * <p>Positions are counted over a row's tokens, so that padding may stand on either side.
 */
class Decoder implements Backbone {
  private final Outline outline;
  private final Form form;
  private final FrozenParameters weights;
  private final Map<HeadKind, HeadForm> heads;
  private final Site tokens;
  private final @Nullable Site positions;
  private final @Nullable Norm embeddingNorm;
  private final List<DecoderLayer> layers;
  private final Norm finalNorm;

  Decoder(Outline outline, Form form, FrozenParameters weights, Map<HeadKind, HeadForm> heads) {
    this.heads = heads;
    this.outline = outline;
    this.form = form;
    this.weights = weights;
    DecoderParts parts = new DecoderParts(outline, form, weights);
    tokens = parts.tokens();
    positions = parts.positions();
    embeddingNorm = parts.embeddingNorm();
    layers = parts.layers();
    finalNorm = parts.finalNorm();
  }

  @Override
  public NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout) {
    return read(new Pass(ops, taps, dropout, null), batch.ids(), batch.mask());
  }

  /**
   * Reads tokens behind those in the pass's cache, if it has one; a prompt is read before the
   * first.
   *
   * @param ids [batch, length]
   * @param mask of the cached positions, prompt included, and of these: [batch, cached + length]
   * @return hidden states [batch, prompt + length, hidden]
   */
  NDArray read(Pass pass, NDArray ids, NDArray mask) {
    Ops ops = pass.ops();
    int batch = Math.toIntExact(ids.getShape().get(0));
    int length = Math.toIntExact(ids.getShape().get(1));
    boolean first = mask.getShape().get(1) == length;
    NDArray prompt = first ? pass.taps().prompt(ops, batch) : null;
    NDArray seen = mask;
    NDArray x = pass.taps().output(ops, tokens, ops.embedding(ids, parameter(pass.taps(), tokens)));
    if (prompt != null) {
      x = ops.concat(1, prompt, x); // [batch, prompt + length, hidden]
      seen = ops.concat(1, ops.ones(new Shape(batch, prompt.getShape().get(1))), mask);
    }
    int queries = Math.toIntExact(x.getShape().get(1));
    int keys = Math.toIntExact(seen.getShape().get(1));
    int end = pass.taps().firstPosition() + keys;
    checkLength(end, keys);
    NDArray places = places(ops, seen, pass.taps().firstPosition()); // [batch, keys]
    NDArray own = ops.slice(places, 1, keys - queries, keys);
    x = embed(pass, x, own);

    Rotary.Rotation rotation = form.rotary() == null ? null : form.rotary().at(ops, own, end);
    NDArray padding = CausalMask.padding(ops, seen);
    if (form.alibi() != null) {
      padding = ops.add(padding, form.alibi().bias(ops, places, end));
    }
    NDArray visible = ops.add(CausalMask.causal(ops, queries, keys), padding);
    Map<Integer, NDArray> biases = new HashMap<>(); // by window
    biases.put(0, visible);
    for (int number = 0; number < layers.size(); number++) {
      int window = form.window().applyAsInt(number);
      NDArray bias = biases.get(window);
      if (bias == null) {
        bias = ops.add(visible, CausalMask.window(ops, own, places, window));
        biases.put(window, bias); // [batch, 1 or heads, queries, keys]
      }
      DecoderLayer layer = layers.get(number);
      NDArray scores = bias;
      x = ops.layer(x, y -> layer.forward(pass, y, scores, rotation));
    }
    return finalNorm.forward(ops, x, pass.taps());
  }

  private NDArray embed(Pass pass, NDArray x, NDArray places) {
    Ops ops = pass.ops();
    NDArray embedded = x;
    if (positions != null) {
      NDArray place = ops.embedding(places, parameter(pass.taps(), positions));
      embedded = ops.add(embedded, pass.taps().output(ops, positions, place));
    }
    if (embeddingNorm != null) {
      embedded = embeddingNorm.forward(ops, embedded, pass.taps());
    }
    return form.dropout().actsOn(Form.Dropout.EMBEDDINGS) ? pass.dropout(embedded) : embedded;
  }

  private static NDArray places(Ops ops, NDArray mask, int firstPosition) {
    NDArray counted = ops.positions(mask);
    return firstPosition == 0
        ? counted
        : ops.add(counted, ops.longs(new long[] {firstPosition}, new Shape()));
  }

  private void checkLength(int end, int keys) {
    if (end > maxPositions()) {
      throw new UserError(
          "input of %d positions (%d of them a prefix) is longer than the model's %d: lower max_length",
          end, end - keys, maxPositions());
    }
  }

  /** The last token's vector; a prompt, standing before, is never that. */
  @Override
  public NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps) {
    NDArray x = ownStates(ops, hiddenStates, batch);
    NDArray flat = ops.reshape(x, (long) batch.rows() * batch.length(), hiddenSize());
    return ops.embedding(ops.lastTokens(batch.mask()), flat);
  }

  private NDArray parameter(Taps taps, Site site) {
    return taps.parameter(site.weight(), weights.loaded().get(site.weight()));
  }

  /** A fresh cache for {@link #read}. */
  KeyValueCache newCache() {
    return new KeyValueCache(manager());
  }

  Site tokens() {
    return tokens;
  }

  @Override
  public Map<String, NDArray> asStored(Ops ops, Map<String, NDArray> parameters) {
    Map<String, NDArray> stored = new LinkedHashMap<>();
    form.storage()
        .store(ops, parameters, sites())
        .forEach(
            (name, array) ->
                stored.put(name.startsWith(form.head()) ? name : form.prefix() + name, array));
    return stored;
  }

  @Override
  public String checkpointPrefix() {
    return form.prefix();
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return heads;
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
