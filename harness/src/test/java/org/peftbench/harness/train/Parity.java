package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.Loss;
import org.peftbench.models.HeadKind;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;

/** Is the first token's id even? A family from outside its package, over tokens without a text. */
record Parity() implements Family<Parity.Sequence, double[]> {
  private static final List<String> LABELS = List.of("negative", "positive");

  record Sequence(Encoding input) implements Feature {
    @Override
    public List<Encoding> inputs() {
      return List.of(input);
    }

    int parity() {
      return (int) (input.ids()[0] % 2);
    }
  }

  static EncodedExample<Sequence> example(String id, Encoding input) {
    Sequence sequence = new Sequence(input);
    Example example = new Example(id, new Question.Text(""), new Target.Label(sequence.parity()));
    return new EncodedExample<>(example, List.of(sequence), List.of(sequence));
  }

  @Override
  public HeadKind head() {
    return HeadKind.SEQUENCE;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public List<TextInput> texts(Example example) {
    throw new UnsupportedOperationException("its rows have no text");
  }

  @Override
  public EncodedExample<Sequence> encode(Example example, List<Tokens> tokens, int maxLength) {
    throw new UnsupportedOperationException("its rows have no text");
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<Sequence> features) {
    List<Encoding> inputs = features.stream().map(Sequence::input).toList();
    TokenBatch batch = TokenBatch.of(ops, inputs, learner.padId());
    NDArray logits = learner.logits(ops, batch);
    long[] gold = features.stream().mapToLong(Sequence::parity).toArray();
    NDArray mean = ops.crossEntropy(logits, ops.longs(gold, new Shape(gold.length)));
    return new Loss(mean, batch.tokens(), (long) batch.rows() * batch.length());
  }

  @Override
  public List<double[]> outputs(Learner learner, List<Sequence> features) {
    return learner.outputs(features.stream().map(Sequence::input).toList());
  }

  @Override
  public Prediction answer(Example example, List<Sequence> features, List<double[]> outputs) {
    double[] logits = outputs.get(0);
    return new Prediction(
        example.id(),
        LABELS.get(features.get(0).parity()),
        LABELS.get(logits[1] > logits[0] ? 1 : 0),
        Arrays.stream(logits).boxed().toList());
  }
}
