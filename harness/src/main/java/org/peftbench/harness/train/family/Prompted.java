package org.peftbench.harness.train.family;

import java.util.List;
import java.util.Map;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Answering;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.Prompt;

/**
 * A family that asks a language model by a prompt and trains it to go on with the right answer;
 * only the answer counts in the loss.
 *
 * @param <O> what the model gives for a prompt
 */
interface Prompted<O> extends Family<PromptedAnswer, O> {
  Prompt prompt();

  Answering answering();

  @Override
  default HeadKind head() {
    return HeadKind.CAUSAL_LM;
  }

  @Override
  default int outputs() {
    return 0;
  }

  @Override
  default Map<String, String> notes() {
    return Map.of(
        "answers",
        answering().toString(),
        "prompt",
        Json.canonical(prompt().template()),
        "prompt.answer",
        Json.canonical(prompt().answer()),
        "prompt.stop",
        Json.canonical(prompt().stop()),
        "prompt.loss",
        "on the answer alone");
  }

  @Override
  default Loss loss(Ops ops, Learner learner, List<PromptedAnswer> features) {
    return CausalAnswers.loss(ops, learner, features);
  }
}
