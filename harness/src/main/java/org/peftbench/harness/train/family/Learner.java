package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.Head;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.RunSpec;

/**
 * Backbone, adaptation and head as one model.
 *
 * @param dropout probability inside the backbone and in the head, in training
 * @param padId token id that fills up short rows
 * @param lowerStates kept instead of being computed again, where dropout does not change them; null
 *     if none are
 */
public record Learner(
    Backbone backbone,
    Adaptation adaptation,
    Head head,
    double dropout,
    int padId,
    @Nullable LowerStates lowerStates)
    implements AutoCloseable {
  /** A model that computes every layer. */
  public Learner(Backbone backbone, Adaptation adaptation, Head head, double dropout, int padId) {
    this(backbone, adaptation, head, dropout, padId, null);
  }

  /**
   * A backbone with a method as it starts, and the head of a family.
   *
   * @param seed of whatever starts random
   */
  public static Learner of(
      Backbone backbone,
      RunSpec.Method method,
      Family<?, ?> family,
      long seed,
      double dropout,
      int padId) {
    return of(backbone, method, family.head(), family.outputs(), seed, dropout, padId);
  }

  /** The same with a head that is named, and as many outputs as it shall have. */
  public static Learner of(
      Backbone backbone,
      RunSpec.Method method,
      HeadKind kind,
      int outputs,
      long seed,
      double dropout,
      int padId) {
    Adaptation adaptation =
        PeftMethods.named(method.name()).attach(backbone, method.config(), seed);
    Head head = new Head(backbone, kind, outputs, seed);
    head.parameters().values().forEach(array -> array.setRequiresGradient(true));
    return new Learner(backbone, adaptation, head, dropout, padId);
  }

  /** A model on the same backbone as method and head start with a seed. */
  public Learner anew(RunSpec.Method method, Family<?, ?> family, long seed) {
    return of(backbone, method, family, seed, dropout, padId);
  }

  /** Inputs padded to one length; one of no token is read as one that fills. */
  TokenBatch batch(Ops ops, List<Encoding> inputs) {
    Encoding filler = new Encoding(new long[] {padId}, new long[1]);
    List<Encoding> read =
        inputs.stream().map(input -> input.length() == 0 ? filler : input).toList();
    return TokenBatch.of(ops, read, padId);
  }

  /** The head's outputs: [rows, outputs], or [rows, length, outputs] if it answers each token. */
  public NDArray logits(Ops ops, TokenBatch batch) {
    NDArray hidden = hidden(ops, batch);
    return head.logits(ops, hidden, batch, adaptation.taps(), dropout);
  }

  /** Hidden states of the inputs' own tokens [rows, length, hidden]. */
  NDArray states(Ops ops, TokenBatch batch) {
    return backbone.ownStates(ops, hidden(ops, batch), batch);
  }

  private NDArray hidden(Ops ops, TokenBatch batch) {
    Supplier<NDArray> network = () -> backbone.hiddenStates(ops, batch, adaptation.taps(), dropout);
    LowerStates known = ops.isTraining() && dropout > 0 ? null : lowerStates;
    NDArray entering = known == null ? null : known.of(ops, batch);
    return known == null || entering == null
        ? network.get()
        : ops.from(known.layers(), entering, network);
  }

  /**
   * The vocabulary's logits [places, vocabulary] where they are asked for: they are large.
   *
   * @param states [rows, length, hidden]
   * @param places row times length and the place in it
   */
  NDArray vocabulary(Ops ops, NDArray states, List<Long> places) {
    long[] indices = places.stream().mapToLong(Long::longValue).toArray();
    NDArray flat = ops.reshape(states, -1, backbone.hiddenSize());
    NDArray some = ops.embedding(ops.longs(indices, new Shape(indices.length)), flat);
    return ((LanguageModel) backbone).logits(ops, some, adaptation.taps());
  }

  /**
   * The head's outputs for each input, outside training: as many as the head has, or that many for
   * each of the input's own tokens. Of a language model the logits of the token behind each of
   * them, of one that writes answers those of the first token of its answer.
   */
  public List<double[]> outputs(List<Encoding> inputs) {
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      NDArray logits = answers(ops, batch(ops, inputs));
      int width = Math.toIntExact(logits.getShape().get(logits.getShape().dimension() - 1));
      boolean eachToken = logits.getShape().dimension() == 3;
      double[] all = ops.values(logits);
      int stride = all.length / inputs.size();
      List<double[]> rows = new ArrayList<>();
      for (int row = 0; row < inputs.size(); row++) {
        int own = eachToken ? inputs.get(row).length() * width : width;
        rows.add(Arrays.copyOfRange(all, row * stride, row * stride + own));
      }
      return rows;
    }
  }

  private NDArray answers(Ops ops, TokenBatch batch) {
    return switch (head.kind()) {
      case SEQUENCE, TOKEN, SPAN, CHOICE -> logits(ops, batch);
      case MASKED_LM, CAUSAL_LM ->
          ((LanguageModel) backbone).logits(ops, states(ops, batch), adaptation.taps());
      case SEQ2SEQ_LM -> firstOfAnswer(ops, batch);
    };
  }

  private NDArray firstOfAnswer(Ops ops, TokenBatch source) {
    EncoderDecoder model = (EncoderDecoder) backbone;
    Encoding start = new Encoding(new long[] {model.decoderStart()}, new long[1]);
    TokenBatch target = batch(ops, Collections.nCopies(source.rows(), start));
    NDArray encoded = model.encode(ops, source, adaptation.taps(), dropout);
    NDArray states = model.decode(ops, target, encoded, source, adaptation.taps(), dropout);
    return model.logits(ops, ops.reshape(states, -1, model.hiddenSize()), adaptation.taps());
  }

  /** What the optimizer moves: the adaptation's trainables, then the head. */
  public List<Trainable> trainables() {
    List<Trainable> all = new ArrayList<>(adaptation.trainables());
    all.addAll(headTrainables());
    return all;
  }

  /** The head's weights decay, its biases do not. */
  public List<Trainable> headTrainables() {
    return head.parameters().entrySet().stream()
        .map(
            (Map.Entry<String, NDArray> entry) ->
                new Trainable(
                    entry.getKey(), entry.getValue(), entry.getValue().getShape().dimension() > 1))
        .toList();
  }

  /** Modules of the network that are the head: {@code classifier}. */
  public List<String> headModules() {
    String prefix = backbone.checkpointPrefix();
    return head.parameters().keySet().stream()
        .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .toList();
  }

  /** The same with another token to fill up short rows. */
  public Learner withPadding(int other) {
    return new Learner(backbone, adaptation, head, dropout, other);
  }

  /** The same with states that need not be computed. */
  public Learner with(@Nullable LowerStates states) {
    return new Learner(backbone, adaptation, head, dropout, padId, states);
  }

  /** Frees adaptation and head; the backbone has another owner. */
  @Override
  public void close() {
    adaptation.close();
    head.close();
  }
}
