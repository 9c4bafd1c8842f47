package org.peftbench.harness.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TokenizerMaker;

/**
 * What a step asks: rows to read, rows to write where there is a decoder apart, and the tokens that
 * are to be said at some of the places.
 *
 * @param places of the answers, if rows padded to the longest follow one another
 * @param answers token ids, one a place
 */
@SuppressWarnings("ArrayRecordComponent") // made once a step, read once
record Lesson(
    List<Encoding> read, @Nullable List<Encoding> written, long[] places, long[] answers) {
  private static final double HIDDEN = 0.15;
  private static final double GAP = 0.12;
  private static final int LONGEST_GAP = 5;
  private static final int DECODER_START = TokenizerMaker.END;

  /** Asks for something of some rows of token ids. */
  static Lesson of(Recipe.Kind kind, List<long[]> rows, int vocabulary, Random random) {
    return switch (kind) {
      case CAUSAL -> causal(rows);
      case MASKED -> masked(rows, vocabulary, random);
      case DENOISING -> denoising(rows, random);
    };
  }

  /** Every token but the first, from those before it. */
  private static Lesson causal(List<long[]> rows) {
    List<Encoding> read =
        rows.stream().map(row -> encoding(Arrays.copyOf(row, row.length - 1))).toList();
    return new Lesson(read, null, places(read), answers(rows, 1));
  }

  /** The text, from itself with gaps. */
  private static Lesson denoising(List<long[]> rows, Random random) {
    List<Encoding> read = rows.stream().map(row -> encoding(withGaps(row, random))).toList();
    List<Encoding> written = rows.stream().map(row -> encoding(shifted(row))).toList();
    return new Lesson(read, written, places(written), answers(rows, 0));
  }

  private static long[] shifted(long[] row) {
    long[] shifted = new long[row.length];
    shifted[0] = DECODER_START;
    System.arraycopy(row, 0, shifted, 1, row.length - 1);
    return shifted;
  }

  /** Spans of one to five tokens, each replaced by a single mask. */
  private static long[] withGaps(long[] row, Random random) {
    List<Long> kept = new ArrayList<>();
    kept.add(row[0]);
    for (int i = 1; i < row.length - 1; i++) {
      if (random.nextDouble() < GAP) {
        kept.add((long) TokenizerMaker.MASK);
        i = Math.min(row.length - 2, i + random.nextInt(LONGEST_GAP));
      } else {
        kept.add(row[i]);
      }
    }
    kept.add(row[row.length - 1]);
    return kept.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Some tokens: eight of ten of them are hidden behind a mask, one is another token, one stands as
   * it is.
   */
  private static Lesson masked(List<long[]> rows, int vocabulary, Random random) {
    int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    List<Encoding> read = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    List<Long> answers = new ArrayList<>();
    for (int number = 0; number < rows.size(); number++) {
      long[] row = rows.get(number);
      long[] seen = row.clone();
      for (int i = 1; i < row.length - 1; i++) {
        if (random.nextDouble() < HIDDEN) {
          places.add((long) number * width + i);
          answers.add(row[i]);
          seen[i] = disguise(row[i], vocabulary, random);
        }
      }
      read.add(encoding(seen));
    }
    if (places.isEmpty()) { // a batch of the shortest rows: any place will do
      places.add(1L);
      answers.add(rows.get(0)[1]);
    }
    return new Lesson(read, null, toArray(places), toArray(answers));
  }

  private static long disguise(long token, int vocabulary, Random random) {
    double drawn = random.nextDouble();
    if (drawn < 0.8) {
      return TokenizerMaker.MASK;
    }
    int first = TokenizerMaker.SPECIAL.size();
    return drawn < 0.9 ? first + random.nextInt(vocabulary - first) : token;
  }

  private static Encoding encoding(long[] ids) {
    return new Encoding(ids, new long[ids.length]);
  }

  /** All tokens' places. */
  private static long[] places(List<Encoding> rows) {
    int width = rows.stream().mapToInt(Encoding::length).max().orElseThrow();
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.get(row).length(); i++) {
        places.add((long) row * width + i);
      }
    }
    return toArray(places);
  }

  private static long[] answers(List<long[]> rows, int from) {
    return rows.stream().flatMapToLong(row -> Arrays.stream(row, from, row.length)).toArray();
  }

  private static long[] toArray(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
