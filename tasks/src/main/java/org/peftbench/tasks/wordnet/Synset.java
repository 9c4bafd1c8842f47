package org.peftbench.tasks.wordnet;

import java.util.List;
import java.util.Locale;

/**
 * One meaning: the words that share it and what they mean.
 *
 * @param offset the synset's number in WordNet 3.1
 * @param supersense name of its lexicographer file, without {@code noun.}
 * @param words with blanks for underscores, the most usual one first
 * @param hypernyms offsets of the more general meanings, instance-of included; the first is the
 *     main one; empty for the root alone
 * @param gloss the definition, without the example sentences behind it
 */
public record Synset(
    int offset, String supersense, List<String> words, List<Integer> hypernyms, String gloss) {
  public Synset {
    words = List.copyOf(words);
    hypernyms = List.copyOf(hypernyms);
  }

  /** The name that doesn't change: part of speech and offset, {@code n00001740}. */
  public String id() {
    return String.format(Locale.ROOT, "n%08d", offset);
  }

  /** Whether this meaning is one of the word's, letter case aside. */
  public boolean hasWord(String word) {
    return words.stream().anyMatch(word::equalsIgnoreCase);
  }
}
