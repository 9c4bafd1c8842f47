package org.peftbench.tasks.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Porter's stemmer (1980) with the extensions that NLTK has by default, which is what {@code
 * rouge_score} stems with: irregular forms, {@code ied} and {@code ies} of short words, {@code y}
 * after consonants only, {@code fulli} and {@code logi}.
 *
 * <p>In the conditions, the measure of a stem is the number of its runs of vowels that a consonant
 * follows.
 */
final class PorterStemmer {
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("skies", "sky"),
          Map.entry("sky", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("innings", "inning"),
          Map.entry("inning", "inning"),
          Map.entry("outings", "outing"),
          Map.entry("outing", "outing"),
          Map.entry("cannings", "canning"),
          Map.entry("canning", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));

  private static final List<Rule> PLURALS =
      rules(stem -> true, "sses", "ss", "ies", "i", "ss", "ss", "s", "");

  private static final List<Rule> DOUBLE_SUFFIXES =
      rules(
          stem -> measure(stem) > 0,
          "ational ate tional tion enci ence anci ance izer ize bli ble alli al entli ent eli e"
              + " ousli ous ization ize ation ate ator ate alism al iveness ive fulness ful"
              + " ousness ous aliti al iviti ive biliti ble fulli ful");

  private static final List<Rule> SUFFIXES =
      rules(
          stem -> measure(stem) > 0,
          "icate",
          "ic",
          "ative",
          "",
          "alize",
          "al",
          "iciti",
          "ic",
          "ical",
          "ic",
          "ful",
          "",
          "ness",
          "");

  private static final List<Rule> LAST_SUFFIXES =
      Stream.of(
              "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize"
                  .split(" "))
          .map(suffix -> new Rule(suffix, "", stem -> measure(stem) > 1 && mayEnd(stem, suffix)))
          .toList();

  private PorterStemmer() {}

  /** Takes a suffix off where the rest passes; of several rules, the first whose suffix fits. */
  private record Rule(String suffix, String replacement, Predicate<String> condition) {}

  /** The stem of a word of lower-case letters and digits. */
  static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (word.length() <= 2) {
      return word;
    }
    String stem = pastAndProgressive(plural(word));
    stem = apply(SUFFIXES, doubleSuffix(finalY(stem)));
    return finalL(finalE(apply(LAST_SUFFIXES, stem)));
  }

  /** Step 1a. */
  private static String plural(String word) {
    return word.length() == 4 && word.endsWith("ies") ? without(word, "s") : apply(PLURALS, word);
  }

  /** Step 1b. */
  private static String pastAndProgressive(String word) {
    if (word.endsWith("ied")) {
      return without(word, word.length() == 4 ? "d" : "ed");
    }
    if (word.endsWith("eed")) {
      return measure(without(word, "eed")) > 0 ? without(word, "d") : word;
    }
    for (String suffix : List.of("ed", "ing")) {
      if (word.endsWith(suffix) && hasVowel(without(word, suffix))) {
        return mended(without(word, suffix));
      }
    }
    return word;
  }

  /** What stands before {@code ed} and {@code ing}, with an end that a verb may have. */
  private static String mended(String stem) {
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    int last = stem.length() - 1;
    if (last > 0 && stem.charAt(last) == stem.charAt(last - 1) && isConsonant(stem, last)) {
      return "lsz".indexOf(stem.charAt(last)) < 0 ? stem.substring(0, last) : stem;
    }
    return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
  }

  /** Step 1c. */
  private static String finalY(String word) {
    int y = word.length() - 1;
    boolean afterConsonant = y > 1 && word.charAt(y) == 'y' && isConsonant(word, y - 1);
    return afterConsonant ? word.substring(0, y) + "i" : word;
  }

  /** Step 2, twice where the first time leaves {@code al}. */
  private static String doubleSuffix(String word) {
    if (word.endsWith("alli") && measure(without(word, "alli")) > 0) {
      return doubleSuffix(without(word, "li"));
    }
    if (word.endsWith("logi")) { // which no other rule's suffix ends in
      return measure(without(word, "ogi")) > 0 ? without(word, "i") : word;
    }
    return apply(DOUBLE_SUFFIXES, word);
  }

  /** Step 5a. */
  private static String finalE(String word) {
    if (!word.endsWith("e")) {
      return word;
    }
    String stem = without(word, "e");
    int measure = measure(stem);
    return measure > 1 || (measure == 1 && !endsShort(stem)) ? stem : word;
  }

  /** Step 5b. */
  private static String finalL(String word) {
    return word.endsWith("ll") && measure(without(word, "l")) > 1 ? without(word, "l") : word;
  }

  private static String apply(List<Rule> rules, String word) {
    for (Rule rule : rules) {
      if (word.endsWith(rule.suffix())) {
        String stem = without(word, rule.suffix());
        return rule.condition().test(stem) ? stem + rule.replacement() : word;
      }
    }
    return word;
  }

  private static List<Rule> rules(Predicate<String> condition, String... pairs) {
    String[] parts = pairs.length == 1 ? pairs[0].split(" ") : pairs;
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      rules.add(new Rule(parts[i], parts[i + 1], condition));
    }
    return rules;
  }

  private static String without(String word, String suffix) {
    return word.substring(0, word.length() - suffix.length());
  }

  /** {@code ion} goes only behind s and t. */
  private static boolean mayEnd(String stem, String suffix) {
    return !suffix.equals("ion") || stem.endsWith("s") || stem.endsWith("t");
  }

  private static int measure(String stem) {
    int measure = 0;
    boolean before = true;
    for (int i = 0; i < stem.length(); i++) {
      boolean consonant = isConsonant(stem.charAt(i), before, i == 0);
      if (consonant && !before) {
        measure++;
      }
      before = consonant;
    }
    return measure;
  }

  private static boolean hasVowel(String stem) {
    for (int i = 0; i < stem.length(); i++) {
      if (!isConsonant(stem, i)) {
        return true;
      }
    }
    return false;
  }

  /** Ends in consonant, vowel, consonant other than w, x and y; or is a vowel and a consonant. */
  private static boolean endsShort(String word) {
    int last = word.length() - 1;
    if (last < 1 || !isConsonant(word, last) || isConsonant(word, last - 1)) {
      return false;
    }
    return last == 1 || (isConsonant(word, last - 2) && "wxy".indexOf(word.charAt(last)) < 0);
  }

  private static boolean isConsonant(String word, int at) {
    boolean consonant = true;
    for (int i = 0; i <= at; i++) {
      consonant = isConsonant(word.charAt(i), consonant, i == 0);
    }
    return consonant;
  }

  /** A y is one at the start and behind a vowel. */
  private static boolean isConsonant(char letter, boolean afterConsonant, boolean first) {
    return letter == 'y' ? first || !afterConsonant : "aeiou".indexOf(letter) < 0;
  }
}
