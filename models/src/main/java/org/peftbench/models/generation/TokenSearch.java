package org.peftbench.models.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.peftbench.models.Continuation;

/** Writes one token after another, each chosen for good. */
final class TokenSearch {
  private final Continuation continuation;
  private final Limits limits;
  private final List<Text> texts = new ArrayList<>();
  private final List<ToIntFunction<double[]>> choices = new ArrayList<>();

  TokenSearch(Continuation continuation, List<int[]> before, Limits limits, Strategy strategy) {
    this.continuation = continuation;
    this.limits = limits;
    for (int row = 0; row < before.size(); row++) {
      texts.add(Text.behind(before.get(row)));
      choices.add(
          strategy instanceof Strategy.Sampling sampling
              ? new Sampler(sampling, row)::draw
              : Scores::best);
    }
  }

  List<int[]> run() {
    List<Integer> open = new ArrayList<>(); // the texts that the continuation's rows belong to
    for (int text = 0; text < texts.size(); text++) {
      open.add(text);
    }
    for (int step = 1; !open.isEmpty(); step++) {
      float[][] logits = continuation.logits();
      List<Integer> rows = new ArrayList<>();
      List<Integer> tokens = new ArrayList<>();
      List<Integer> going = new ArrayList<>();
      for (int row = 0; row < open.size(); row++) {
        int text = open.get(row);
        int token = choose(text, logits[row]);
        if (limits.ends().contains(token)) {
          continue;
        }
        texts.set(text, texts.get(text).with(token));
        if (step < limits.maxNewTokens()) {
          rows.add(row);
          tokens.add(token);
          going.add(text);
        }
      }
      open = going;
      if (!open.isEmpty()) {
        continuation.append(ints(rows), ints(tokens));
      }
    }
    return texts.stream().map(Text::written).toList();
  }

  private int choose(int text, float[] logits) {
    double[] scores = Scores.of(logits);
    texts.get(text).forbidRepeats(scores, limits.noRepeatNgram());
    return choices.get(text).applyAsInt(scores);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}
