package org.peftbench.tasks.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which of several answers a model chose. */
public final class Choices {
  private Choices() {}

  /** The answer with the highest log-likelihood; the first of equals. */
  public static int likeliest(double[] logLikelihoods) {
    return IntStream.range(0, logLikelihoods.length)
        .reduce((best, next) -> logLikelihoods[next] > logLikelihoods[best] ? next : best)
        .orElseThrow(() -> new IllegalArgumentException("a choice needs answers"));
  }

  /**
   * Log-likelihoods a character, as lm-evaluation-harness's {@code acc_norm} compares them: long
   * answers lose nothing for their length.
   *
   * @param characters the length of each answer in Unicode characters; one of no length counts as 1
   */
  public static double[] byLength(double[] logLikelihoods, int[] characters) {
    return IntStream.range(0, logLikelihoods.length)
        .mapToDouble(i -> logLikelihoods[i] / Math.max(1, characters[i]))
        .toArray();
  }

  /**
   * The answer's name that a generated text mentions first, as the scripts of LLM-Adapters (Hu et
   * al. 2023, arXiv 2304.01933) look for {@code answer1}, {@code true} or {@code A}; empty if it
   * mentions none. Of two names that begin at one place it is the longer one.
   */
  public static Optional<String> firstMentioned(String text, Collection<String> names) {
    List<String> longestFirst =
        names.stream()
            .filter(name -> !name.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .toList();
    Matcher matcher = Pattern.compile(String.join("|", longestFirst)).matcher(text);
    return !longestFirst.isEmpty() && matcher.find()
        ? Optional.of(matcher.group())
        : Optional.empty();
  }
}
