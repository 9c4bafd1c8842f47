package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.peftbench.models.Backbone;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Linear;
import org.peftbench.models.Pooling;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** A BERT encoder over a checkpoint's weights. */
public final class Bert implements Backbone {
  private static final String STACK = "encoder";

  private final BertConfig config;
  private final FrozenParameters weights;
  private final Pooling pooling;
  private final List<Site> sites = new ArrayList<>();

  private final Site tokens;
  private final Site positions;
  private final Site types;
  private final Site embeddingNorm;
  private final List<BertLayer> layers = new ArrayList<>();
  private final Site pooler;
  private final Map<String, NDArray> parameters;

  Bert(BertConfig config, FrozenParameters weights, Pooling pooling) {
    this.config = config;
    this.weights = weights;
    this.pooling = pooling;
    int hidden = config.hiddenSize();
    tokens = site(Role.TOKEN_EMBEDDING, "word_embeddings", config.vocabularySize());
    positions = site(Role.POSITION_EMBEDDING, "position_embeddings", config.maxPositions());
    types = site(Role.TYPE_EMBEDDING, "token_type_embeddings", config.types());
    embeddingNorm = site(Role.LAYER_NORM, "LayerNorm", hidden);
    sites.add(new Site(STACK, -1, Role.STACK_INPUT, "encoder", hidden, hidden));
    for (int layer = 0; layer < config.layers(); layer++) {
      BertLayer built = new BertLayer(config, weights, layer);
      layers.add(built);
      sites.addAll(built.sites());
    }
    pooler = new Site(STACK, -1, Role.POOLER, "pooler.dense", hidden, hidden);
    if (pooling == Pooling.POOLER) {
      sites.add(pooler);
    }
    loadAll();
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(weights.loaded()));
  }

  private Site site(Role role, String name, int in) {
    Site site = new Site(STACK, -1, role, "embeddings." + name, in, config.hiddenSize());
    sites.add(site);
    return site;
  }

  /** Touches every weight now, so that a damaged checkpoint is refused before any work. */
  private void loadAll() {
    for (Site site : sites) {
      if (site.role().isEmbedding()) {
        weights.get(site.weight(), site.in(), site.out());
      } else if (site.role().isLinear()) {
        weights.get(site.weight(), site.out(), site.in());
        weights.get(site.bias(), site.out());
      } else if (site.role() == Role.LAYER_NORM) {
        weights.get(site.weight(), site.out());
        weights.get(site.bias(), site.out());
      }
    }
  }

  @Override
  public NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout) {
    NDArray prompt = taps.prompt(ops, batch.rows());
    int prompted = prompt == null ? 0 : Math.toIntExact(prompt.getShape().get(1));
    int length = prompted + batch.length();
    int end = taps.firstPosition() + length;
    if (end > config.maxPositions()) {
      throw new UserError(
          "input of %d positions (%d of them prompt or prefix) is longer than the model's %d: lower max_length",
          end, end - batch.length(), config.maxPositions());
    }
    NDArray mask = withPrompt(ops, batch, length);
    NDArray x =
        taps.output(ops, tokens, ops.embedding(batch.ids(), parameter(taps, tokens.weight())));
    NDArray segment = batch.types();
    if (prompt != null) {
      x = ops.concat(1, prompt, x); // [batch, prompt + length, hidden]
      NDArray first =
          ops.longs(new long[batch.rows() * prompted], new Shape(batch.rows(), prompted));
      segment = ops.concat(1, first, segment);
    }
    NDArray order =
        ops.longs(LongStream.range(taps.firstPosition(), end).toArray(), new Shape(1, length));
    NDArray place = ops.embedding(order, parameter(taps, positions.weight()));
    NDArray type = ops.embedding(segment, parameter(taps, types.weight()));
    x = ops.add(x, taps.output(ops, types, type));
    x = ops.add(x, taps.output(ops, positions, place)); // [1, length, hidden] over the batch
    x = ops.dropout(BertLayer.norm(ops, x, embeddingNorm, weights, taps, config), dropout);

    // 0 where there is a token, far below any score where there is none: [batch, 1, 1, keys]
    NDArray absent = ops.scale(ops.shift(mask, -1), 1e9);
    NDArray scores = ops.reshape(absent, batch.rows(), 1, 1, length);
    for (BertLayer layer : layers) {
      x = layer.forward(ops, x, scores, taps, dropout);
    }
    return x;
  }

  /** The batch's mask with ones for a prompt in front: [batch, length], prompt included. */
  private static NDArray withPrompt(Ops ops, TokenBatch batch, long length) {
    long prompted = length - batch.length();
    return prompted == 0
        ? batch.mask()
        : ops.concat(1, ops.ones(new Shape(batch.rows(), prompted)), batch.mask());
  }

  @Override
  public NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps) {
    NDArray x = taps.isPromptPooled() ? hiddenStates : ownStates(ops, hiddenStates, batch);
    if (pooling == Pooling.MEAN) {
      long length = x.getShape().get(1);
      NDArray weight = ops.reshape(withPrompt(ops, batch, length), batch.rows(), length, 1);
      NDArray sum = ops.sum(ops.multiply(x, weight), false, 1); // [batch, hidden]
      return ops.divide(sum, ops.sum(weight, false, 1));
    }
    NDArray first = ops.reshape(ops.slice(x, 1, 0, 1), batch.rows(), config.hiddenSize());
    if (pooling == Pooling.CLS) {
      return first;
    }
    Linear dense =
        new Linear(pooler, parameter(taps, pooler.weight()), parameter(taps, pooler.bias()));
    return taps.output(ops, pooler, ops.tanh(taps.linear(ops, first, dense)));
  }

  private NDArray parameter(Taps taps, String name) {
    return taps.parameter(name, parameters.get(name));
  }

  /** The checkpoint's masked-language-model head, for checkpoints that have one. */
  public BertMaskedLm maskedLm() {
    return new BertMaskedLm(config, weights);
  }

  @Override
  public String checkpointPrefix() {
    return BertArchitecture.PREFIX;
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return BertArchitecture.HEADS;
  }

  @Override
  public List<Site> sites() {
    return List.copyOf(sites);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public int hiddenSize() {
    return config.hiddenSize();
  }

  @Override
  public int maxPositions() {
    return config.maxPositions();
  }

  @Override
  public int keyValueHeads() {
    return config.heads();
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
