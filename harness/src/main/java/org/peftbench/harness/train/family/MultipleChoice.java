package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/**
 * One of a question's own options: each is read in a pair with the stem and scored by itself;
 * cross-entropy over an example's options, the option of the largest score.
 */
record MultipleChoice() implements Family<MultipleChoice.Options, double[]> {
  /** What takes the place of an option that an example does not have. */
  private static final double NEVER = -1e9;

  /** A question's options, each behind the stem. */
  record Options(List<Encoding> inputs, int right) implements Feature {
    Options {
      inputs = List.copyOf(inputs);
    }
  }

  @Override
  public HeadKind head() {
    return HeadKind.CHOICE;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public List<TextInput> texts(Example example) {
    Question.Choices choices = (Question.Choices) example.question();
    return choices.options().stream().map(option -> TextInput.of(choices.stem(), option)).toList();
  }

  @Override
  public EncodedExample<Options> encode(Example example, List<Tokens> tokens, int maxLength) {
    List<Encoding> inputs = tokens.stream().map(option -> option.cut(maxLength)).toList();
    return EncodedExample.of(example, List.of(new Options(inputs, right(example))));
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<Options> features) {
    TokenBatch batch = learner.batch(ops, inputs(features));
    NDArray scores = learner.logits(ops, batch); // [all options, 1]
    long[] right = features.stream().mapToLong(Options::right).toArray();
    NDArray gold = ops.longs(right, new Shape(right.length));
    return Loss.of(ops.crossEntropy(rows(ops, scores, features), gold), batch);
  }

  /** Scores [all options, 1] as [examples, most options]. */
  private static NDArray rows(Ops ops, NDArray scores, List<Options> features) {
    int most = features.stream().mapToInt(row -> row.inputs().size()).max().orElseThrow();
    long absent = scores.getShape().get(0);
    long[] places = new long[features.size() * most];
    Arrays.fill(places, absent);
    int next = 0;
    for (int row = 0; row < features.size(); row++) {
      for (int option = 0; option < features.get(row).inputs().size(); option++) {
        places[row * most + option] = next++;
      }
    }
    NDArray table = ops.concat(0, scores, ops.full(new Shape(1, 1), NEVER));
    Shape shape = new Shape(features.size(), most);
    return ops.reshape(ops.embedding(ops.longs(places, shape), table), features.size(), most);
  }

  @Override
  public List<double[]> outputs(Learner learner, List<Options> features) {
    List<double[]> scores = learner.outputs(inputs(features));
    List<double[]> rows = new ArrayList<>();
    int next = 0;
    for (Options row : features) {
      int end = next + row.inputs().size();
      rows.add(scores.subList(next, end).stream().mapToDouble(score -> score[0]).toArray());
      next = end;
    }
    return rows;
  }

  @Override
  public Prediction answer(Example example, List<Options> features, List<double[]> outputs) {
    List<String> options = ((Question.Choices) example.question()).options();
    double[] scores = outputs.get(0);
    return new Prediction(
        example.id(),
        options.get(right(example)),
        options.get(Numbers.largest(scores)),
        Arrays.stream(scores).boxed().toList());
  }

  private static List<Encoding> inputs(List<Options> features) {
    return features.stream().flatMap(row -> row.inputs().stream()).toList();
  }

  private static int right(Example example) {
    return ((Target.Label) example.target()).index();
  }
}
