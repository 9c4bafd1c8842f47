package org.peftbench.tasks.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.baselines.LogitModel.Choice;

/** What a {@link BagOfWords} sees of a question: hashes of its words. */
final class Features {
  private static final int TENTHS = 10;

  private Features() {}

  /** What may be answered, as text. */
  static List<String> candidates(TaskDefinition task, Example row) {
    if (row.question() instanceof Question.Passage passage) {
      List<String> sentences = new ArrayList<>(Words.sentences(passage.context()));
      sentences.add(""); // no answer
      return sentences;
    }
    return Answers.options(task, row);
  }

  /** A question and what may be answered, as far as words tell. */
  static Choice of(TaskDefinition task, Example row) {
    if (task.kind() == Kind.SPAN) {
      return sentence(
          (Question.Passage) row.question(), (Target.Spans) row.target(), candidates(task, row));
    }
    int right = row.target() instanceof Target.Label label ? label.index() : -1;
    if (row.question() instanceof Question.Choices choices) {
      List<String> stem = Words.of(choices.stem());
      int[][] features =
          choices.options().stream()
              .map(option -> option(stem, Words.of(option)))
              .toArray(int[][]::new);
      return Choice.of(features, right);
    }
    int[] features = ofText((Question.Text) row.question());
    return Choice.ofClasses(features, Math.max(1, task.labels().size()), right);
  }

  private static int[] ofText(Question.Text asked) {
    Set<String> features = new HashSet<>();
    List<String> words = Words.of(asked.text());
    addText("1 ", words, features);
    if (asked.pair() != null) {
      List<String> others = Words.of(asked.pair());
      addText("2 ", others, features);
      addShared(words, others, features);
    }
    return hashes(features);
  }

  private static int[] option(List<String> stem, List<String> words) {
    Set<String> features = new HashSet<>();
    addText("", words, features);
    addShared(words, stem, features);
    return hashes(features);
  }

  private static void addText(String mark, List<String> words, Set<String> features) {
    for (int i = 0; i < words.size(); i++) {
      features.add(mark + words.get(i));
      features.add(mark + (i == 0 ? "" : words.get(i - 1)) + " " + words.get(i));
    }
  }

  private static void addShared(List<String> words, List<String> others, Set<String> features) {
    Set<String> first = new HashSet<>(words);
    Set<String> second = new HashSet<>(others);
    first.forEach(word -> features.add((second.contains(word) ? "both " : "one ") + word));
    second.stream()
        .filter(word -> !first.contains(word))
        .forEach(word -> features.add("one " + word));
    features.add("shared " + tenth(first, second));
    features.add("shared the other way " + tenth(second, first));
  }

  private static long tenth(Set<String> words, Set<String> others) {
    return TENTHS * words.stream().filter(others::contains).count() / Math.max(1, words.size());
  }

  /** The sentences of a passage, and last that none of them answers. */
  private static Choice sentence(
      Question.Passage passage, Target.Spans answers, List<String> candidates) {
    Set<String> asked = new HashSet<>(Words.of(passage.question()));
    long[] shared =
        candidates.stream()
            .mapToLong(text -> tenth(asked, new HashSet<>(Words.of(text))))
            .toArray();
    long most = Arrays.stream(shared).max().orElse(0);
    int[][] features = new int[shared.length][];
    int right = shared.length - 1;
    int end = 0;
    for (int i = 0; i < shared.length; i++) {
      boolean none = i == shared.length - 1;
      features[i] =
          none
              ? hashes(Set.of("none", "none " + most))
              : hashes(Set.of("shared " + shared[i], "behind " + (most - shared[i])));
      end =
          none
              ? end
              : passage.context().indexOf(candidates.get(i), end) + candidates.get(i).length();
      if (!answers.spans().isEmpty()
          && right == shared.length - 1
          && answers.spans().get(0).start() < end) {
        right = i;
      }
    }
    return Choice.of(features, right);
  }

  /** One choice of a tag for each word. */
  static List<Choice> words(TaskDefinition task, Example row) {
    List<String> words = ((Question.Words) row.question()).words();
    List<Integer> tags = ((Target.Tags) row.target()).indices();
    return IntStream.range(0, words.size())
        .mapToObj(
            i -> {
              String word = words.get(i);
              String before = i == 0 ? "" : words.get(i - 1);
              String behind = i == words.size() - 1 ? "" : words.get(i + 1);
              int[] features =
                  hashes(
                      Set.of(
                          "word " + word,
                          "before " + before,
                          "behind " + behind,
                          "from before " + before + " " + word,
                          "to behind " + word + " " + behind,
                          "ending " + word.substring(Math.max(0, word.length() - 3)),
                          "capital " + Character.isUpperCase(word.codePointAt(0)),
                          "bias"));
              return Choice.ofClasses(features, task.labels().size(), tags.get(i));
            })
        .toList();
  }

  private static int[] hashes(Set<String> features) {
    return features.stream().mapToInt(String::hashCode).sorted().toArray();
  }
}
