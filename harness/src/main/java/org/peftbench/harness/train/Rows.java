package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
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

  private static final Pattern ROW_NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Splits and encodes a task's rows. The held-out slice depends on the rows and the seed, not on
   * the method.
   */
  static Rows of(TaskData data, Protocol protocol, long seed, Tokenizer tokenizer) {
    if (data.train().isEmpty()) {
      throw new UserError(
          "task %s has no training rows: it can only be evaluated on", data.task().name());
    }
    List<EncodedExample> evaluation = encode(data.evaluation(), tokenizer, protocol.maxLength());
    List<Example> ordered = ordered(data.train(), protocol, seed);
    int kept = ordered.size() - (int) Math.round(protocol.holdout() * ordered.size());
    if (protocol.holdout() > 0 && (kept == 0 || kept == ordered.size())) {
      throw new UserError(
          "holdout %s of %d training rows leaves nothing on one side: choose another share",
          protocol.holdout(), ordered.size());
    }
    List<EncodedExample> train = encode(ordered.subList(0, kept), tokenizer, protocol.maxLength());
    List<EncodedExample> monitored =
        protocol.selection() == Protocol.Selection.BEST_ON_TEST
            ? evaluation
            : encode(ordered.subList(kept, ordered.size()), tokenizer, protocol.maxLength());
    return new Rows(train, monitored, evaluation);
  }

  /** The rows so that those to hold out come last. */
  private static List<Example> ordered(List<Example> rows, Protocol protocol, long seed) {
    List<Example> ordered = new ArrayList<>(rows);
    if (protocol.order() == Protocol.Order.GIVEN) {
      // A data set's ids are row numbers in its file; bundled text stands in no file.
      if (rows.stream().allMatch(row -> ROW_NUMBER.matcher(row.id()).matches())) {
        ordered.sort(Comparator.comparingInt(row -> Integer.parseInt(row.id())));
      }
      return ordered;
    }
    Collections.shuffle(ordered, new Random(seed));
    int held = (int) Math.round(protocol.holdout() * ordered.size());
    Collections.rotate(ordered, -held);
    return ordered;
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
