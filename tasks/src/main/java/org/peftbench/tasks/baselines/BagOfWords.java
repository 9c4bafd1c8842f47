package org.peftbench.tasks.baselines;

import java.util.Arrays;
import java.util.List;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskData;

/**
 * A logistic regression over words and pairs of neighbouring words; of two texts, over the words of
 * each, those of both and those of one alone. Scores are fitted by least squares. A word's tag is
 * told from the word, its neighbours and its ending, an option from its words and those it shares
 * with the question, a passage's sentence from how many words it shares with it. Answers in writing
 * are those of {@link Nearest}.
 */
final class BagOfWords implements Baseline {
  @Override
  public List<Prediction> answers(TaskData data) {
    return switch (data.task().kind()) {
      case GENERATION -> new Nearest().answers(data);
      case REGRESSION -> numbers(data);
      case TAGGING -> tags(data);
      case CLASSIFICATION, CHOICE, SPAN -> choices(data);
    };
  }

  private static List<Prediction> choices(TaskData data) {
    LogitModel model = new LogitModel();
    model.fit(data.train().stream().map(row -> Features.of(data.task(), row)).toList());
    return data.evaluation().stream()
        .map(
            row -> {
              int best = model.best(Features.of(data.task(), row));
              return Answers.prediction(
                  data.task(), row, Features.candidates(data.task(), row).get(best));
            })
        .toList();
  }

  private static List<Prediction> numbers(TaskData data) {
    double[] scores =
        data.train().stream().mapToDouble(row -> ((Target.Score) row.target()).value()).toArray();
    double mean = Arrays.stream(scores).average().orElse(0);
    LogitModel model = new LogitModel();
    model.fit(
        data.train().stream().map(row -> Features.of(data.task(), row)).toList(),
        Arrays.stream(scores).map(score -> score - mean).toArray());
    return data.evaluation().stream()
        .map(
            row -> {
              double score = mean + model.score(Features.of(data.task(), row), 0);
              return Answers.prediction(data.task(), row, Double.toString(score));
            })
        .toList();
  }

  private static List<Prediction> tags(TaskData data) {
    LogitModel model = new LogitModel();
    model.fit(
        data.train().stream().flatMap(row -> Features.words(data.task(), row).stream()).toList());
    return data.evaluation().stream()
        .map(
            row -> {
              List<Integer> tags =
                  Features.words(data.task(), row).stream().map(word -> model.best(word)).toList();
              return Answers.prediction(data.task(), row, Answers.tags(data.task(), tags));
            })
        .toList();
  }
}
