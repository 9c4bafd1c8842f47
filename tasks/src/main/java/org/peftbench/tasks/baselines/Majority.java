package org.peftbench.tasks.baselines;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskData;

/**
 * The same answer to every question: the most frequent label, place of the right option, tag or
 * text of train, its mean score, or, of passages, that there is no answer where train has such
 * questions, and else the whole passage.
 */
final class Majority implements Baseline {
  @Override
  public List<Prediction> answers(TaskData data) {
    String usual = usual(data);
    return data.evaluation().stream()
        .map(row -> Answers.prediction(data.task(), row, answer(data, row, usual)))
        .toList();
  }

  private static String answer(TaskData data, Example row, String usual) {
    return switch (data.task().kind()) {
      case TAGGING ->
          ((Question.Words) row.question())
              .words().stream().map(word -> usual).collect(Collectors.joining(" "));
      case CHOICE -> {
        List<String> options = Answers.options(data.task(), row);
        yield options.get(Math.min(Integer.parseInt(usual), options.size() - 1));
      }
      case SPAN -> usual.isEmpty() ? "" : ((Question.Passage) row.question()).context();
      case CLASSIFICATION, REGRESSION, GENERATION -> usual;
    };
  }

  private static String usual(TaskData data) {
    Stream<Example> train = data.train().stream();
    return switch (data.task().kind()) {
      case REGRESSION ->
          Double.toString(
              train.mapToDouble(row -> ((Target.Score) row.target()).value()).average().orElse(0));
      case SPAN -> train.allMatch(Majority::isAnswered) ? "all" : "";
      case CHOICE ->
          mostFrequent(train.map(row -> Integer.toString(((Target.Label) row.target()).index())));
      case TAGGING ->
          mostFrequent(
              train
                  .flatMap(row -> ((Target.Tags) row.target()).indices().stream())
                  .map(data.task().labels()::get));
      case CLASSIFICATION, GENERATION ->
          mostFrequent(train.map(row -> Answers.golds(data.task(), row).get(0)));
    };
  }

  private static boolean isAnswered(Example row) {
    return !((Target.Spans) row.target()).spans().isEmpty();
  }

  /** The first in alphabetical order of the most frequent. */
  private static String mostFrequent(Stream<String> answers) {
    Map<String, Long> counts =
        answers.collect(
            Collectors.groupingBy(answer -> answer, TreeMap::new, Collectors.counting()));
    long most = Collections.max(counts.values());
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
