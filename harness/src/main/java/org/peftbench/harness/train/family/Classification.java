package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Target;

/**
 * One of several labels for a text or a pair: cross-entropy, the label of the largest logit.
 *
 * @param labels names, in the order of their indices
 */
record Classification(List<String> labels) implements WholeText<Classification.Labelled> {

  /** A text with its label. */
  record Labelled(Encoding input, int label) implements Feature {
    @Override
    public List<Encoding> inputs() {
      return List.of(input);
    }
  }

  @Override
  public int outputs() {
    return labels.size();
  }

  @Override
  public EncodedExample<Labelled> encode(Example example, List<Tokens> tokens, int maxLength) {
    Labelled whole = new Labelled(tokens.get(0).cut(maxLength), label(example));
    return EncodedExample.of(example, List.of(whole));
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<Labelled> features) {
    TokenBatch batch = learner.batch(ops, features.stream().map(Labelled::input).toList());
    NDArray logits = learner.logits(ops, batch); // [rows, labels]
    long[] gold = features.stream().mapToLong(Labelled::label).toArray();
    return Loss.of(ops.crossEntropy(logits, ops.longs(gold, new Shape(gold.length))), batch);
  }

  @Override
  public Prediction answer(Example example, List<Labelled> features, List<double[]> outputs) {
    double[] logits = outputs.get(0);
    return new Prediction(
        example.id(),
        labels.get(label(example)),
        labels.get(Numbers.largest(logits)),
        Arrays.stream(logits).boxed().toList());
  }

  /** The label, and the softmax of the logits in the order of the labels. */
  @Override
  public Map<String, Object> reply(double[] logits) {
    int best = Numbers.largest(logits);
    double[] powers = Arrays.stream(logits).map(x -> Math.exp(x - logits[best])).toArray();
    double sum = Arrays.stream(powers).sum();
    return Map.of(
        "label",
        labels.get(best),
        "scores",
        Arrays.stream(powers).map(power -> power / sum).boxed().toList());
  }

  private static int label(Example example) {
    return ((Target.Label) example.target()).index();
  }
}
