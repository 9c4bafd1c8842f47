package org.peftbench.tasks.wordnet;

import java.util.List;

/**
 * One meaning: the words that share it and what they mean.
 *
 * @param id part of speech and offset in WordNet 3.1: {@code n00001740}
 * @param supersense name of its lexicographer file, without {@code noun.}
 * @param words with blanks for underscores, the most usual one first
 * @param hypernyms ids of the more general meanings, instance-of included; the first is the main
 *     one; empty for the root alone
 * @param gloss the definition, without the example sentences behind it
 */
public record Synset(
    String id, String supersense, List<String> words, List<String> hypernyms, String gloss) {
  public Synset {
    words = List.copyOf(words);
    hypernyms = List.copyOf(hypernyms);
  }

  /** Whether this meaning is one of the word's, letter case aside. */
  public boolean hasWord(String word) {
    return words.stream().anyMatch(word::equalsIgnoreCase);
  }
}
