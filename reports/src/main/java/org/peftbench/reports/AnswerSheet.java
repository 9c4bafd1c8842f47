package org.peftbench.reports;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.peftbench.results.Prediction;

/**
 * What a run's page says of its answers, small however many they are: kept from when they are read
 * to be compared, so that a report reads and checks them once.
 */
public final class AnswerSheet {
  private static final int SHOWN = 10;

  /** More labels than this make no table that anyone reads. */
  private static final int MOST_LABELS = 30;

  private final boolean numbers;
  private final List<String> labels;
  private final int[] counts; // [right answer, given answer]
  private final List<Prediction> worst;

  private AnswerSheet(boolean numbers, List<String> labels, int[] counts, List<Prediction> worst) {
    this.numbers = numbers;
    this.labels = labels;
    this.counts = counts;
    this.worst = worst;
  }

  /** What there is to say of these answers; nothing of none. */
  public static AnswerSheet of(List<Prediction> answers) {
    boolean numbers = Answers.areNumbers(answers);
    List<String> labels = numbers ? List.of() : labels(answers);
    int[] counts = new int[labels.size() * labels.size()];
    if (!labels.isEmpty()) {
      for (Prediction answer : answers) {
        counts[place(labels, answer.gold(), answer.predicted())]++;
      }
    }
    List<Prediction> worst =
        answers.stream()
            .filter(answer -> numbers || !Answers.isRight(answer))
            .sorted(
                Comparator.comparingDouble((Prediction answer) -> excess(answer, numbers))
                    .reversed())
            .limit(SHOWN)
            .toList();
    return new AnswerSheet(numbers, labels, counts, worst);
  }

  private static List<String> labels(List<Prediction> answers) {
    List<String> labels =
        answers.stream()
            .flatMap(answer -> Stream.of(answer.gold(), answer.predicted()))
            .distinct()
            .limit(MOST_LABELS + 1)
            .sorted()
            .toList();
    return labels.size() > MOST_LABELS ? List.of() : labels;
  }

  private static int place(List<String> labels, String right, String given) {
    return labels.size() * Collections.binarySearch(labels, right)
        + Collections.binarySearch(labels, given);
  }

  /** Whether answers are numbers. */
  public boolean numbers() {
    return numbers;
  }

  /** All that is right or was answered, ascending; none where answers are no labels, but many. */
  public List<String> labels() {
    return labels;
  }

  /** How often one of the labels was given where another, or the same, was right. */
  public int count(String right, String given) {
    return counts[place(labels, right, given)];
  }

  /** The answers that are most wrong, the worst first; few. */
  public List<Prediction> worst() {
    return worst;
  }

  /** How wrong: the distance of a number, or the lead of the given answer's score over the mean. */
  public double excess(Prediction answer) {
    return excess(answer, numbers);
  }

  private static double excess(Prediction answer, boolean numbers) {
    if (numbers) {
      return Math.abs(Double.parseDouble(answer.gold()) - Double.parseDouble(answer.predicted()));
    }
    double greatest = answer.scores().isEmpty() ? 0 : Collections.max(answer.scores());
    double mean = answer.scores().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return greatest - mean;
  }
}
