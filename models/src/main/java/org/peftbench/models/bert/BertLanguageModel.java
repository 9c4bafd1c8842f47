package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

/** An encoder with its checkpoint's masked-language-model head. */
public final class BertLanguageModel implements LanguageModel {
  private final BertEncoder encoder;
  private final BertMaskedLm head;
  private final BertConfig config;
  private final Map<String, NDArray> parameters;

  /**
   * The two together.
   *
   * @param weights of both
   */
  public BertLanguageModel(
      BertEncoder encoder, BertConfig config, FrozenParameters weights, BertMaskedLm.Names names) {
    this.encoder = encoder;
    this.config = config;
    head = new BertMaskedLm(config, weights, names);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(weights.loaded()));
  }

  @Override
  public int vocabularySize() {
    return config.vocabularySize();
  }

  @Override
  public String outputWeight() {
    return BertMaskedLm.OUTPUT_WEIGHT;
  }

  @Override
  public NDArray logits(Ops ops, NDArray hiddenStates, Taps taps) {
    return head.logits(ops, hiddenStates, taps);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public NDArray hiddenStates(Ops ops, TokenBatch batch, Taps taps, double dropout) {
    return encoder.hiddenStates(ops, batch, taps, dropout);
  }

  @Override
  public NDArray pooled(Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps) {
    return encoder.pooled(ops, hiddenStates, batch, taps);
  }

  @Override
  public boolean isPooledAsByClassifiers() {
    return encoder.isPooledAsByClassifiers();
  }

  @Override
  public String checkpointPrefix() {
    return encoder.checkpointPrefix();
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return encoder.heads();
  }

  @Override
  public List<Site> sites() {
    return encoder.sites();
  }

  @Override
  public int hiddenSize() {
    return encoder.hiddenSize();
  }

  @Override
  public int maxPositions() {
    return encoder.maxPositions();
  }

  @Override
  public int keyValueHeads() {
    return encoder.keyValueHeads();
  }

  @Override
  public DataType dtype() {
    return encoder.dtype();
  }

  @Override
  public NDManager manager() {
    return encoder.manager();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
