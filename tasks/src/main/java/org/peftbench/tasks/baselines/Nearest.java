package org.peftbench.tasks.baselines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * The answer of the most similar training question, by the cosine of tf-idf vectors. Where answers
 * don't carry over from one question to another, the nearest is looked for elsewhere: a word has
 * the tag that it most often has in train, and of options and of a passage's sentences the one is
 * taken that shares most words with the question.
 */
final class Nearest implements Baseline {
  @Override
  public List<Prediction> answers(TaskData data) {
    Kind kind = data.task().kind();
    if (kind == Kind.TAGGING) {
      return tagged(data);
    }
    if (kind == Kind.CHOICE || kind == Kind.SPAN) {
      return data.evaluation().stream()
          .map(row -> Answers.prediction(data.task(), row, mostShared(data.task(), row)))
          .toList();
    }
    TextIndex index = new TextIndex(data.train().stream().map(Example::question).toList());
    return data.evaluation().stream()
        .map(
            row -> {
              Example neighbour = data.train().get(index.nearest(row.question()));
              String answer = Answers.golds(data.task(), neighbour).get(0);
              return Answers.prediction(data.task(), row, answer);
            })
        .toList();
  }

  private static String mostShared(TaskDefinition task, Example row) {
    List<String> asked = Words.of(row.question());
    List<String> candidates =
        row.question() instanceof Question.Passage passage
            ? Words.sentences(passage.context())
            : Answers.options(task, row);
    return candidates.stream()
        .max(
            Comparator.comparingLong((String text) -> Words.shared(asked, Words.of(text)))
                .thenComparing(Comparator.comparingInt(String::length).reversed()))
        .orElseThrow();
  }

  private static List<Prediction> tagged(TaskData data) {
    Map<String, Map<Integer, Integer>> counts = new HashMap<>();
    for (Example row : data.train()) {
      List<String> words = Words.of(row.question());
      List<Integer> tags = ((Target.Tags) row.target()).indices();
      for (int i = 0; i < words.size(); i++) {
        counts
            .computeIfAbsent(words.get(i), any -> new HashMap<>())
            .merge(tags.get(i), 1, Integer::sum);
      }
    }
    Map<String, Integer> usual = new HashMap<>();
    counts.forEach((word, tags) -> usual.put(word, mostFrequent(tags)));
    List<Prediction> predictions = new ArrayList<>();
    for (Example row : data.evaluation()) {
      String tags =
          Words.of(row.question()).stream()
              .map(word -> data.task().labels().get(usual.getOrDefault(word, 0)))
              .collect(Collectors.joining(" "));
      predictions.add(Answers.prediction(data.task(), row, tags));
    }
    return predictions;
  }

  private static int mostFrequent(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .min(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }
}
