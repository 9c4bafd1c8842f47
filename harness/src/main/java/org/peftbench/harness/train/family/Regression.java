package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Target;

/** A number for a text or a pair: mean squared error, the output itself. */
record Regression() implements WholeText<Regression.Scored> {

  /** A text with its number. */
  record Scored(Encoding input, double score) implements Feature {
    @Override
    public List<Encoding> inputs() {
      return List.of(input);
    }
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public EncodedExample<Scored> encode(Example example, List<Tokens> tokens, int maxLength) {
    Scored whole = new Scored(tokens.get(0).cut(maxLength), score(example));
    return EncodedExample.of(example, List.of(whole));
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<Scored> features) {
    TokenBatch batch = learner.batch(ops, features.stream().map(Scored::input).toList());
    NDArray outputs = learner.logits(ops, batch); // [rows, 1]
    float[] gold = new float[features.size()];
    for (int i = 0; i < gold.length; i++) {
      gold[i] = (float) features.get(i).score();
    }
    NDArray target = ops.floats(gold, new Shape(gold.length, 1));
    return Loss.of(ops.meanSquaredError(outputs, target), batch);
  }

  @Override
  public Prediction answer(Example example, List<Scored> features, List<double[]> outputs) {
    double predicted = outputs.get(0)[0];
    return new Prediction(
        example.id(),
        Double.toString(score(example)),
        Double.toString(predicted),
        List.of(predicted));
  }

  @Override
  public Map<String, Object> reply(double[] outputs) {
    return Map.of("score", outputs[0]);
  }

  private static double score(Example example) {
    return ((Target.Score) example.target()).value();
  }
}
