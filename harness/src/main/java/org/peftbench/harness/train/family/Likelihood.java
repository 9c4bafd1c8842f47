package org.peftbench.harness.train.family;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Answering;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.metrics.Choices;

/**
 * The candidate that a language model finds likeliest behind the prompt; trained to write the right
 * one.
 *
 * @param byLength whether a candidate's log-likelihood is divided by its number of characters, so
 *     that long ones are not at a disadvantage
 */
record Likelihood(TaskDefinition task, Prompt prompt, boolean byLength)
    implements Prompted<Double> {

  @Override
  public Answering answering() {
    return byLength ? Answering.LIKELIHOOD_BY_LENGTH : Answering.LIKELIHOOD;
  }

  @Override
  public List<TextInput> texts(Example example) {
    String text = prompt.text(example);
    return prompt.candidates(task, example).stream()
        .map(candidate -> PromptedAnswer.text(text, candidate))
        .toList();
  }

  @Override
  public EncodedExample<PromptedAnswer> encode(
      Example example, List<Tokens> tokens, int maxLength) {
    int characters = prompt.text(example).length();
    int longest = maxLength / 2;
    List<PromptedAnswer> candidates =
        tokens.stream()
            .map(
                each ->
                    PromptedAnswer.of(each, characters, OptionalInt.empty(), longest, maxLength))
            .toList();
    return EncodedExample.of(example, candidates.get(right(example)), candidates);
  }

  @Override
  public List<Double> outputs(Learner learner, List<PromptedAnswer> features) {
    return CausalAnswers.likelihoods(learner, features);
  }

  @Override
  public Prediction answer(Example example, List<PromptedAnswer> features, List<Double> outputs) {
    List<String> names = prompt.names(task, example);
    double[] likelihoods = outputs.stream().mapToDouble(Double::doubleValue).toArray();
    int[] characters =
        names.stream().mapToInt(name -> name.codePointCount(0, name.length())).toArray();
    double[] scores = byLength ? Choices.byLength(likelihoods, characters) : likelihoods;
    return new Prediction(
        example.id(),
        names.get(right(example)),
        names.get(Choices.likeliest(scores)),
        IntStream.range(0, scores.length).mapToObj(i -> scores[i]).toList());
  }

  private static int right(Example example) {
    return ((Target.Label) example.target()).index();
  }
}
