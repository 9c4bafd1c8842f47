package org.peftbench.harness.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.family.WholeText;
import org.peftbench.models.HeadKind;

/**
 * What a trained head's outputs say of an input that nobody knows the answer to.
 *
 * @param card of the adapter that the head belongs to
 * @param width outputs of the head
 */
record Replies(AdapterCard card, int width) {
  /** The answer by name: {@code label} and {@code scores}, {@code labels}, {@code start}, ... */
  Map<String, ?> to(double[] outputs) {
    return switch (card.kind()) {
      case CLASSIFICATION, REGRESSION -> WholeText.of(card.kind(), card.labels()).reply(outputs);
      case TAGGING -> Map.of("labels", labels(outputs));
      case SPAN -> span(outputs);
      case CHOICE -> Map.of("score", outputs[0]);
      case GENERATION -> throw new IllegalStateException("no head answers in writing");
    };
  }

  private List<String> labels(double[] outputs) {
    List<String> labels = new ArrayList<>();
    for (double[] token : eachToken(outputs)) {
      int best = 0;
      for (int i = 1; i < token.length; i++) {
        best = token[i] > token[best] ? i : best;
      }
      labels.add(card.labels().get(best));
    }
    return labels;
  }

  /** The pair of tokens of the largest sum, the second not before the first. */
  private Map<String, ?> span(double[] outputs) {
    List<double[]> tokens = eachToken(outputs);
    int start = 0;
    int bestStart = 0;
    int bestEnd = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int end = 0; end < tokens.size(); end++) {
      start = tokens.get(end)[0] > tokens.get(start)[0] ? end : start;
      double score = tokens.get(start)[0] + tokens.get(end)[1];
      if (score > best) {
        best = score;
        bestStart = start;
        bestEnd = end;
      }
    }
    return Map.of("start", bestStart, "end", bestEnd, "score", best);
  }

  /** The outputs as they are written: a list, or one a token where each token has some. */
  Object logits(double[] outputs) {
    boolean one = card.head().isPooled() || card.head() == HeadKind.SEQ2SEQ_LM;
    return one ? outputs : eachToken(outputs);
  }

  private List<double[]> eachToken(double[] outputs) {
    List<double[]> tokens = new ArrayList<>();
    for (int begin = 0; begin < outputs.length; begin += width) {
      tokens.add(Arrays.copyOfRange(outputs, begin, begin + width));
    }
    return tokens;
  }
}
