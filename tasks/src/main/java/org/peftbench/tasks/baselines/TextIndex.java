package org.peftbench.tasks.baselines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.peftbench.tasks.Question;

/**
 * Finds the most similar of many questions: the largest cosine of vectors that hold {@code ln((n +
 * 1) / (count + 1)) + 1} for each word of a question, count being the questions it stands in.
 */
final class TextIndex {
  /** A question is looked for by this many of its words, the rarest. */
  private static final int MOST_WORDS = 30;

  /** Lists of the questions that hold a word; a word in more of them tells next to nothing. */
  private static final int LONGEST_LIST = 20_000;

  private final Map<String, List<Integer>> rows = new HashMap<>();
  private final double[] lengths;
  private final double[] products;

  TextIndex(List<Question> questions) {
    lengths = new double[questions.size()];
    products = new double[questions.size()];
    List<LinkedHashSet<String>> words = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      LinkedHashSet<String> distinct = new LinkedHashSet<>(Words.of(questions.get(i)));
      words.add(distinct);
      for (String word : distinct) {
        rows.computeIfAbsent(word, any -> new ArrayList<>(2)).add(i);
      }
    }
    for (int i = 0; i < lengths.length; i++) {
      double square = 0;
      for (String word : words.get(i)) {
        square += weight(word) * weight(word);
      }
      lengths[i] = Math.sqrt(square);
    }
  }

  /** The number of the most similar question, the first of equals; 0 if none shares a word. */
  int nearest(Question question) {
    List<String> rarest =
        Words.of(question).stream()
            .distinct()
            .filter(rows::containsKey)
            .sorted(Comparator.comparingInt((String word) -> rows.get(word).size()))
            .limit(MOST_WORDS)
            .toList();
    List<Integer> touched = new ArrayList<>();
    for (String word : rarest) {
      List<Integer> holders = rows.get(word);
      if (holders.size() <= LONGEST_LIST) {
        double square = weight(word) * weight(word);
        for (int row : holders) {
          if (products[row] == 0) {
            touched.add(row);
          }
          products[row] += square;
        }
      }
    }
    int best = 0;
    double most = 0;
    for (int row : touched) {
      double cosine = products[row] / lengths[row];
      if (cosine > most || (cosine == most && row < best)) {
        most = cosine;
        best = row;
      }
      products[row] = 0;
    }
    return best;
  }

  private double weight(String word) {
    return Math.log((lengths.length + 1.0) / (rows.get(word).size() + 1.0)) + 1;
  }
}
