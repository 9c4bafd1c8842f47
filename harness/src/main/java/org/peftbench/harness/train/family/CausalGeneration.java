package org.peftbench.harness.train.family;

import java.util.List;
import java.util.OptionalInt;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Answering;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.TaskDefinition;

/**
 * A text that a language model writes behind a prompt; trained to write the first right answer and
 * to end there.
 */
record CausalGeneration(TaskDefinition task, Prompt prompt, Writing writing)
    implements Prompted<String> {

  @Override
  public Answering answering() {
    return Answering.GENERATION;
  }

  @Override
  public List<TextInput> texts(Example example) {
    String text = prompt.text(example);
    return List.of(PromptedAnswer.text(text, prompt.right(task, example)), TextInput.of(text));
  }

  @Override
  public EncodedExample<PromptedAnswer> encode(
      Example example, List<Tokens> tokens, int maxLength) {
    int characters = prompt.text(example).length();
    int longest = writing.longest();
    PromptedAnswer right =
        PromptedAnswer.of(tokens.get(0), characters, writing.end(), longest, maxLength);
    PromptedAnswer asked =
        PromptedAnswer.of(
            tokens.get(1), characters, OptionalInt.empty(), longest, maxLength - longest);
    return EncodedExample.of(example, right, List.of(asked));
  }

  @Override
  public List<String> outputs(Learner learner, List<PromptedAnswer> features) {
    List<Encoding> prompts = features.stream().map(PromptedAnswer::input).toList();
    return writing.write(learner, prompts, prompt.stop());
  }

  @Override
  public Prediction answer(Example example, List<PromptedAnswer> features, List<String> outputs) {
    return TextAnswers.beside(task, prompt, example, outputs.get(0));
  }
}
