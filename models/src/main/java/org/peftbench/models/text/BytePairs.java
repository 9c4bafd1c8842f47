package org.peftbench.models.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary of byte pairs (Sennrich et al. 2015, arXiv 1508.07909; over bytes: Radford et al.
 * 2019, section 2.2), learned from text: the most frequent pair of neighbours becomes one token,
 * again and again. The same text gives the same vocabulary.
 *
 * @param tokens all tokens in the order of their ids: special ones, bytes, merged ones
 * @param merges pairs in the order in which they are merged
 */
record BytePairs(List<String> tokens, List<Pair> merges) {
  /** How text falls apart before pairs are merged: GPT-2's rule, each digit by itself. */
  private static final Pattern WORDS =
      Pattern.compile("'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private static final Pattern DIGITS = Pattern.compile("\\p{N}|[^\\p{N}]+");

  /** Two neighbours that become one. */
  record Pair(String left, String right) {
    String merged() {
      return left + right;
    }
  }

  /**
   * Learns a vocabulary.
   *
   * @param special tokens that come first and are never made of others
   * @param size number of tokens, special ones and bytes included
   */
  static BytePairs learn(List<String> texts, List<String> special, int size) {
    List<String> tokens = new ArrayList<>(special);
    Map<Integer, String> bytes = Bytes.symbols();
    tokens.addAll(bytes.values());
    Set<String> known = new HashSet<>(tokens);
    Learner learner = new Learner(count(texts, bytes));
    List<Pair> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Pair best = learner.mostFrequent();
      if (best == null) {
        break;
      }
      learner.merge(best);
      merges.add(best);
      if (known.add(best.merged())) { // other pairs may make the same token
        tokens.add(best.merged());
      }
    }
    return new BytePairs(tokens, merges);
  }

  private static Map<List<String>, Integer> count(List<String> texts, Map<Integer, String> bytes) {
    Map<String, Integer> words = new TreeMap<>();
    for (String text : texts) {
      Matcher parts = DIGITS.matcher(text);
      while (parts.find()) {
        Matcher word = WORDS.matcher(parts.group());
        while (word.find()) {
          words.merge(word.group(), 1, Integer::sum);
        }
      }
    }
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    words.forEach(
        (word, count) -> {
          List<String> symbols = new ArrayList<>();
          for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            symbols.add(bytes.get(b & 0xff));
          }
          counts.put(symbols, count);
        });
    return counts;
  }

  /** Words as they stand at present, and how often each pair of neighbours is among them. */
  private static final class Learner {
    private final List<List<String>> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Pair, Integer> pairs = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    Learner(Map<List<String>, Integer> corpus) {
      corpus.forEach(
          (word, count) -> {
            words.add(word);
            counts.add(count);
            tally(words.size() - 1, 1);
          });
    }

    /** Adds or takes away a word's pairs. */
    private void tally(int word, int sign) {
      List<String> symbols = words.get(word);
      for (int i = 1; i < symbols.size(); i++) {
        Pair pair = new Pair(symbols.get(i - 1), symbols.get(i));
        pairs.merge(pair, sign * counts.get(word), Integer::sum);
        if (sign > 0) {
          places.computeIfAbsent(pair, none -> new HashSet<>()).add(word);
        }
      }
    }

    /** The most frequent pair, of equals the first by its text; null if all words are whole. */
    @Nullable Pair mostFrequent() {
      return pairs.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .max(
              Map.Entry.<Pair, Integer>comparingByValue()
                  .thenComparing(
                      Map.Entry::getKey,
                      Comparator.comparing(Pair::left).thenComparing(Pair::right).reversed()))
          .map(Map.Entry::getKey)
          .orElse(null);
    }

    void merge(Pair pair) {
      for (int word : Set.copyOf(places.getOrDefault(pair, Set.of()))) {
        tally(word, -1);
        List<String> merged = new ArrayList<>();
        for (String symbol : words.get(word)) {
          int last = merged.size() - 1;
          if (last >= 0 && merged.get(last).equals(pair.left()) && symbol.equals(pair.right())) {
            merged.set(last, pair.merged());
          } else {
            merged.add(symbol);
          }
        }
        words.set(word, merged);
        tally(word, 1);
      }
      pairs.remove(pair);
      places.remove(pair);
    }
  }

  /** Characters that stand for bytes, as byte-level tokenizers spell them. */
  private static final class Bytes {
    private Bytes() {}

    /** Printable bytes stand for themselves, the others for characters from U+0100 on. */
    static Map<Integer, String> symbols() {
      Map<Integer, String> symbols = new LinkedHashMap<>();
      int next = 0x100;
      for (int b = 0; b < 256; b++) {
        boolean printable = (b > 0x20 && b < 0x7f) || (b > 0xa0 && b != 0xad);
        symbols.put(b, Character.toString(printable ? b : next++));
      }
      return symbols;
    }
  }
}
