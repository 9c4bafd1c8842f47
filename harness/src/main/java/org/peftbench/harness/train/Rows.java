package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskData;

/**
 * The rows of one run, with their tokens.
 *
 * @param train what is trained on
 * @param monitored what the curve is drawn on and states are chosen by: held out of train, or the
 *     evaluation rows themselves under {@code best-on-test}; empty when nothing is monitored
 * @param evaluation what the final score is on
 */
record Rows(
    List<EncodedExample> train, List<EncodedExample> monitored, List<EncodedExample> evaluation) {

  /**
   * Splits and encodes a task's rows. The held-out slice depends on the rows and the seed, not on
   * the method.
   */
  static Rows of(TaskData data, Protocol protocol, long seed, Tokenizer tokenizer) {
    List<EncodedExample> evaluation = encode(data.evaluation(), tokenizer, protocol.maxLength());
    List<Example> shuffled = new ArrayList<>(data.train());
    Collections.shuffle(shuffled, new Random(seed));
    int held = (int) Math.round(protocol.holdout() * shuffled.size());
    if (protocol.holdout() > 0 && (held == 0 || held == shuffled.size())) {
      throw new UserError(
          "holdout %s of %d training rows leaves nothing on one side: choose another share",
          protocol.holdout(), shuffled.size());
    }
    List<EncodedExample> train =
        encode(shuffled.subList(held, shuffled.size()), tokenizer, protocol.maxLength());
    List<EncodedExample> monitored =
        protocol.selection() == Protocol.Selection.BEST_ON_TEST
            ? evaluation
            : encode(shuffled.subList(0, held), tokenizer, protocol.maxLength());
    return new Rows(train, monitored, evaluation);
  }

  private static List<EncodedExample> encode(
      List<Example> examples, Tokenizer tokenizer, int maxLength) {
    return examples.stream()
        .map(
            example ->
                new EncodedExample(example, encode(example.question(), tokenizer, maxLength)))
        .toList();
  }

  private static Encoding encode(Question question, Tokenizer tokenizer, int maxLength) {
    Question.Text text = (Question.Text) question;
    return tokenizer.encode(text.text(), text.pair(), maxLength);
  }
}
