package org.peftbench.harness.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskData;

/**
 * The rows of one run, as the model reads them.
 *
 * @param train what is trained on
 * @param monitored what the curve is drawn on and states are chosen by: held out of train, or the
 *     evaluation rows themselves under {@code best-on-test}; empty when nothing is monitored
 * @param evaluation what the final score is on
 */
record Rows<F extends Feature>(
    List<EncodedExample<F>> train,
    List<EncodedExample<F>> monitored,
    List<EncodedExample<F>> evaluation) {

  private static final Pattern ROW_NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Splits and encodes a task's rows. The held-out slice depends on the rows and the seed, not on
   * the method.
   */
  static <F extends Feature> Rows<F> of(
      TaskData data, Protocol protocol, long seed, Encoder<F> encoder) throws IOException {
    if (data.train().isEmpty()) {
      throw new UserError(
          "task %s has no training rows: it can only be evaluated on", data.task().name());
    }
    List<EncodedExample<F>> evaluation = encoder.encode(data.evaluation());
    // In the data's own order, so that one file of tokens serves all seeds.
    List<EncodedExample<F>> ordered = ordered(encoder.encode(data.train()), protocol, seed);
    int kept = ordered.size() - (int) Math.round(protocol.holdout() * ordered.size());
    if (protocol.holdout() > 0 && (kept == 0 || kept == ordered.size())) {
      throw new UserError(
          "holdout %s of %d training rows leaves nothing on one side: choose another share",
          protocol.holdout(), ordered.size());
    }
    return new Rows<>(
        ordered.subList(0, kept),
        protocol.selection() == Protocol.Selection.BEST_ON_TEST
            ? evaluation
            : ordered.subList(kept, ordered.size()),
        evaluation);
  }

  /** Everything that is trained on. */
  List<F> features() {
    return train.stream().flatMap(row -> row.training().stream()).toList();
  }

  /** The rows so that those to hold out come last. */
  private static <F extends Feature> List<EncodedExample<F>> ordered(
      List<EncodedExample<F>> rows, Protocol protocol, long seed) {
    List<EncodedExample<F>> ordered = new ArrayList<>(rows);
    if (protocol.order() == Protocol.Order.GIVEN) {
      // A data set's ids are row numbers in its file; bundled text stands in no file.
      if (rows.stream().allMatch(row -> ROW_NUMBER.matcher(row.example().id()).matches())) {
        ordered.sort(Comparator.comparingInt(row -> Integer.parseInt(row.example().id())));
      }
      return ordered;
    }
    Collections.shuffle(ordered, new Random(seed));
    int held = (int) Math.round(protocol.holdout() * ordered.size());
    Collections.rotate(ordered, -held);
    return ordered;
  }
}
