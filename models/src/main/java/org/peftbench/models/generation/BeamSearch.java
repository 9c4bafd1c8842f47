package org.peftbench.models.generation;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.models.Continuation;

/** Searches every text's best continuation by the most probable hypotheses of each length. */
final class BeamSearch {
  private final Continuation continuation;
  private final Limits limits;
  private final List<Beams> texts = new ArrayList<>();

  BeamSearch(Continuation continuation, List<int[]> before, Limits limits, Strategy.Beam beam) {
    this.continuation = continuation;
    this.limits = limits;
    for (int row = 0; row < before.size(); row++) {
      texts.add(new Beams(row, Text.behind(before.get(row)), limits, beam));
    }
  }

  List<int[]> run() {
    for (int step = 1; step <= limits.maxNewTokens(); step++) {
      float[][] logits = continuation.logits();
      List<Beams.Open> open = new ArrayList<>();
      int row = 0;
      for (Beams text : texts) {
        int rows = text.open().size();
        if (rows > 0) {
          text.step(logits, row, step);
          open.addAll(text.open());
        }
        row += rows;
      }
      if (open.isEmpty()) {
        break;
      }
      continuation.append(
          open.stream().mapToInt(Beams.Open::row).toArray(),
          open.stream().mapToInt(Beams.Open::token).toArray());
    }
    return texts.stream().map(Beams::best).toList();
  }
}
