package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Backbone;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Parts;
import org.peftbench.models.Pooling;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

/** What BERT and its descendants share: embeddings in front, one vector a row behind. */
public abstract class BertEncoder implements Backbone {
  private final BertConfig config;
  private final FrozenParameters weights;
  private final Pooling pooling;
  private final Map<HeadKind, HeadForm> heads;
  private final Parts parts;
  private final BertEmbeddings embeddings;
  private final List<Site> sites = new ArrayList<>();
  private final Site pooler;
  private Map<String, NDArray> parameters = Map.of();

  /**
   * An encoder without its layers.
   *
   * @param placed whether positions have vectors of their own in the embeddings
   */
  protected BertEncoder(
      BertConfig config,
      FrozenParameters weights,
      Pooling pooling,
      Map<HeadKind, HeadForm> heads,
      boolean placed) {
    this.config = config;
    this.weights = weights;
    this.pooling = pooling;
    this.heads = heads;
    parts = new Parts(weights, config.normEpsilon());
    embeddings = new BertEmbeddings(parts, config, placed);
    int hidden = config.hiddenSize();
    pooler = new Site("encoder", -1, Role.POOLER, "pooler.dense", hidden, hidden);
    sites.addAll(embeddings.sites());
  }

  /** Adds what stands between embeddings and pooler, and touches all weights. */
  protected final void complete(List<Site> between) {
    sites.addAll(between);
    if (pooling == Pooling.POOLER) {
      sites.add(pooler);
    }
    parts.load(sites, true);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(weights.loaded()));
  }

  /**
   * The layers: x [batch, length, embedding size] to [batch, length, hidden].
   *
   * @param mask 1 for a token or a prompt and 0 for padding [batch, length]
   */
  protected abstract NDArray encode(Ops ops, NDArray x, NDArray mask, Taps taps, double dropout);

  /** The checkpoint's maps and norms. */
  protected final Parts parts() {
    return parts;
  }

  @Override
  public NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout) {
    NDArray x = embeddings.forward(ops, batch, taps);
    NDArray mask = batch.mask(ops, x.getShape().get(1));
    return encode(ops, x, mask, taps, dropout);
  }

  @Override
  public NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps) {
    NDArray x = taps.isPromptPooled() ? hiddenStates : ownStates(ops, hiddenStates, batch);
    NDArray vector = pooling.apply(ops, x, batch.mask(ops, x.getShape().get(1)));
    return pooling == Pooling.POOLER
        ? taps.output(ops, pooler, ops.tanh(parts.linear(ops, vector, pooler, taps)))
        : vector;
  }

  /** A classifier with a dense layer of its own takes the first token's vector as it is. */
  @Override
  public boolean isPooledAsByClassifiers() {
    HeadForm classifier = heads.get(HeadKind.SEQUENCE);
    boolean dense = classifier != null && classifier.dense() != null;
    return pooling == (dense ? Pooling.CLS : Pooling.POOLER);
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return heads;
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
