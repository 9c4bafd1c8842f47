package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.source.ModelFiles;

class TokenizerMakerTest {
  private static final List<String> TEXTS =
      List.of("the low lower lowest", "the new newer newest", "12 + 30 = 42");
  private static final int BYTES = 256;

  @TempDir Path folder;

  @Test
  void theMostFrequentNeighboursAreMergedFirst() {
    BytePairs pairs = BytePairs.learn(TEXTS, TokenizerMaker.SPECIAL, 5 + BYTES + 3);

    // " l" 3, "lo" 3, "ow" 3, "we" 4 (lower, lowest, newer, newest)
    assertThat(pairs.merges().get(0)).isEqualTo(new BytePairs.Pair("w", "e"));
    assertThat(pairs.tokens()).hasSize(5 + BYTES + 3).doesNotHaveDuplicates();
    assertThat(BytePairs.learn(TEXTS, TokenizerMaker.SPECIAL, 5 + BYTES + 3)).isEqualTo(pairs);
  }

  @Test
  void stopsWhereEveryWordIsWhole() {
    BytePairs pairs = BytePairs.learn(List.of("ab ab"), List.of(), 1000);

    assertThat(pairs.merges()).extracting(BytePairs.Pair::merged).containsExactly("ab", "\u0120ab");
  }

  @Test
  void theTokenizerTakesTextApartAndPutsItTogether() throws IOException {
    try (Tokenizer tokenizer = open(true)) {
      Encoding one = tokenizer.encode("the lowest, 42 \u00e9", null, 64);
      assertThat(one.ids()).startsWith(TokenizerMaker.BEGIN).endsWith(TokenizerMaker.END);
      assertThat(tokenizer.decode(one.ids())).isEqualTo("<s>the lowest, 42 \u00e9</s>");
      assertThat(tokenizer.padId()).isEqualTo(TokenizerMaker.PAD);
      assertThat(tokenizer.id("<mask>")).hasValue(TokenizerMaker.MASK);

      Encoding pair = tokenizer.encode("new", "low", 64);
      assertThat(tokenizer.decode(pair.ids())).isEqualTo("<s>new</s></s>low</s>");
      assertThat(pair.typeIds()).containsOnly(0);
    }
  }

  @Test
  void digitsStandAlone() throws IOException {
    try (Tokenizer tokenizer = open(true)) {
      long[] ids = tokenizer.encode("4242", null, 64).ids();
      assertThat(ids).hasSize(6);
      assertThat(ids[1]).isEqualTo(ids[3]).isNotEqualTo(ids[2]);
    }
  }

  @Test
  void aTextToBeContinuedStaysOpen() throws IOException {
    try (Tokenizer tokenizer = open(false)) {
      assertThat(tokenizer.decode(tokenizer.encode("new", null, 64).ids())).isEqualTo("<s>new");
    }
  }

  private Tokenizer open(boolean closed) throws IOException {
    ObjectNode json = TokenizerMaker.learn(TEXTS, 5 + BYTES + 12, closed);
    Files.writeString(folder.resolve("tokenizer.json"), json.toString());
    return Tokenizer.open(new ModelFiles("made", folder, "none"));
  }
}
