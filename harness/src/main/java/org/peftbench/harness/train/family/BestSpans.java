package org.peftbench.harness.train.family;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.peftbench.tasks.SpanSearch;

/**
 * The spans of a context that score best, over all of its windows.
 *
 * <p>A span begins at a token that no other window shows more around.
 *
 * @param candidates by falling score; empty if the context has no tokens
 * @param noAnswer the score of no answer, the least of all windows': each says no where the answer
 *     is in another
 */
record BestSpans(List<SpanCandidate> candidates, double noAnswer) {
  /**
   * Searches every span.
   *
   * @param outputs scores of each token of an input to begin (even places) and to end (odd places)
   */
  static BestSpans of(List<PassageWindow> windows, List<double[]> outputs, SpanSearch search) {
    Comparator<SpanCandidate> byScore = Comparator.comparingDouble(SpanCandidate::score);
    PriorityQueue<SpanCandidate> best = new PriorityQueue<>(byScore);
    double noAnswer = Double.POSITIVE_INFINITY;
    for (int i = 0; i < windows.size(); i++) {
      PassageWindow window = windows.get(i);
      double[] scores = outputs.get(i);
      noAnswer = Math.min(noAnswer, scores[0] + scores[1]);
      for (int begin = 0; begin < window.starts().length; begin++) {
        if (!window.best()[begin]) {
          continue;
        }
        int last = Math.min(window.starts().length, begin + search.longest());
        for (int end = begin; end < last; end++) {
          double score =
              scores[2 * (window.first() + begin)] + scores[2 * (window.first() + end) + 1];
          best.add(new SpanCandidate(window.starts()[begin], window.ends()[end], score));
          if (best.size() > search.candidates()) {
            best.remove();
          }
        }
      }
    }
    List<SpanCandidate> falling = new ArrayList<>(best);
    falling.sort(byScore.reversed().thenComparingInt(SpanCandidate::start));
    return new BestSpans(falling, noAnswer);
  }

  /** The best one that holds text; if there is none, an empty one that scores as no answer. */
  SpanCandidate first(String context) {
    return candidates.stream()
        .filter(span -> span.start() < span.end() && !span.text(context).isBlank())
        .findFirst()
        .orElse(new SpanCandidate(0, 0, noAnswer));
  }
}
