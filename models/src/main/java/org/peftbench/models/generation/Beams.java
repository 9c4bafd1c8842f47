package org.peftbench.models.generation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The hypotheses of one text: open ones that are written on, and the best that have ended. */
final class Beams {
  /**
   * An open hypothesis.
   *
   * @param row of the continuation that holds what it was made of
   * @param score its log-probability
   */
  record Open(int row, Text text, int token, double score) {}

  private record Ended(Text text, double score) {}

  private final Limits limits;
  private final Strategy.Beam beam;
  private final List<Ended> ended = new ArrayList<>();
  private List<Open> open;

  Beams(int row, Text text, Limits limits, Strategy.Beam beam) {
    this.limits = limits;
    this.beam = beam;
    open = List.of(new Open(row, text, -1, 0));
  }

  /** Open hypotheses, the best first; empty when the search has ended. */
  List<Open> open() {
    return open;
  }

  /**
   * Goes one token on.
   *
   * @param logits of the open hypotheses' next tokens, in their order
   * @param firstRow of the continuation that the first open hypothesis has
   * @param step tokens that texts will have
   */
  void step(float[][] logits, int firstRow, int step) {
    // so many that enough stay open even if all the best end
    int kept = Math.max(2, 1 + limits.ends().size()) * beam.width();
    List<Open> candidates = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Open from = open.get(i);
      double[] scores = Scores.logProbabilities(Scores.of(logits[firstRow + i]));
      from.text().forbidRepeats(scores, limits.noRepeatNgram());
      for (int token : Scores.top(scores, kept)) {
        candidates.add(new Open(firstRow + i, from.text(), token, from.score() + scores[token]));
      }
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    List<Open> next = new ArrayList<>();
    for (int rank = 0; rank < Math.min(kept, candidates.size()); rank++) {
      Open candidate = candidates.get(rank);
      boolean ends = limits.ends().contains(candidate.token());
      Text text = ends ? candidate.text() : candidate.text().with(candidate.token());
      if (ends || step == limits.maxNewTokens()) {
        if (rank < beam.width()) {
          end(text, candidate.score() / Math.pow(step, beam.lengthPenalty()));
        }
      } else if (next.size() < beam.width()) {
        next.add(new Open(candidate.row(), text, candidate.token(), candidate.score()));
      }
    }
    boolean hopeful = !next.isEmpty() && canImprove(next.get(0).score(), step);
    boolean full = ended.size() == beam.width();
    open = hopeful && !(beam.earlyStopping() && full) ? next : List.of();
  }

  private void end(Text text, double score) {
    ended.add(new Ended(text, score));
    ended.sort(Comparator.comparingDouble(known -> -known.score()));
    if (ended.size() > beam.width()) {
      ended.remove(ended.size() - 1);
    }
  }

  /** Whether the best open hypothesis, ended now, would be among the ended ones. */
  private boolean canImprove(double score, int length) {
    return ended.size() < beam.width()
        || score / Math.pow(length, beam.lengthPenalty()) > ended.get(ended.size() - 1).score();
  }

  /** The best text that has ended. */
  int[] best() {
    return ended.get(0).text().written();
  }
}
