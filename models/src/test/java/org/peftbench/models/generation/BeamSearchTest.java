package org.peftbench.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peftbench.models.Continuation;
import org.peftbench.results.base.UserError;

class BeamSearchTest {
  private static final int END = 0;

  /** A language of tokens 0 (the end), 1 and 2, whose probabilities depend on the last token. */
  private static final class Chain implements Continuation {
    private final double[][] next;
    private int[] last = {1};
    private int appended;

    Chain(double[][] next) {
      this.next = next;
    }

    @Override
    public float[][] logits() {
      float[][] logits = new float[last.length][3];
      for (int row = 0; row < last.length; row++) {
        for (int token = 0; token < 3; token++) {
          logits[row][token] = (float) Math.log(next[last[row]][token]);
        }
      }
      return logits;
    }

    @Override
    public void append(int[] rows, int[] tokens) {
      last = tokens.clone();
      appended++;
    }

    @Override
    public int room() {
      return 100 - appended;
    }

    @Override
    public void close() {}
  }

  /** Greedy takes 1 and then little; 2 leads to an end that is nearly sure. */
  private static final double[][] TRAP = {{1, 0, 0}, {0.1, 0.5, 0.4}, {0.9, 0.05, 0.05}};

  private static int[] search(double[][] chain, Strategy strategy, int tokens) {
    Limits limits = new Limits(tokens, Set.of(END), 0);
    List<int[]> before = List.of(new int[] {1});
    if (strategy instanceof Strategy.Beam beam) {
      return new BeamSearch(new Chain(chain), before, limits, beam).run().get(0);
    }
    return new TokenSearch(new Chain(chain), before, limits, strategy).run().get(0);
  }

  @Test
  void findsWhatGreedyMisses() {
    assertThat(search(TRAP, new Strategy.Greedy(), 3)).containsExactly(1, 1, 1);
    assertThat(search(TRAP, new Strategy.Beam(2, 0, false), 3)).containsExactly(2);
  }

  @Test
  void widthOneWithoutEndsIsGreedy() {
    double[][] endless = {{0, 0.5, 0.5}, {0, 0.3, 0.7}, {0, 0.6, 0.4}};
    assertThat(search(endless, new Strategy.Beam(1, 1, false), 5))
        .isEqualTo(search(endless, new Strategy.Greedy(), 5))
        .containsExactly(2, 1, 2, 1, 2);
  }

  /** Against all texts there are: a wide enough beam misses none. */
  @Test
  void aWideBeamFindsTheBestOfAllTexts() {
    for (double penalty : new double[] {0, 1, 2}) {
      double[][] chain = {{1, 0, 0}, {0.2, 0.45, 0.35}, {0.3, 0.5, 0.2}};
      List<int[]> texts = new ArrayList<>();
      List<Double> scores = new ArrayList<>();
      enumerate(chain, new int[0], 0, 4, penalty, texts, scores);
      double best = scores.stream().mapToDouble(s -> s).max().orElseThrow();
      assertThat(search(chain, new Strategy.Beam(81, penalty, false), 4))
          .isEqualTo(texts.get(scores.indexOf(best)));
    }
  }

  private static void enumerate(
      double[][] chain,
      int[] text,
      double score,
      int left,
      double penalty,
      List<int[]> texts,
      List<Double> scores) {
    double[] next = chain[text.length == 0 ? 1 : text[text.length - 1]];
    double ended = score + Math.log(next[END]);
    texts.add(text);
    scores.add(ended / Math.pow(text.length + 1, penalty));
    for (int token = 1; token < 3; token++) {
      int[] longer = Arrays.copyOf(text, text.length + 1);
      longer[text.length] = token;
      double sum = score + Math.log(next[token]);
      if (left == 1) {
        texts.add(longer);
        scores.add(sum / Math.pow(longer.length, penalty));
      } else {
        enumerate(chain, longer, sum, left - 1, penalty, texts, scores);
      }
    }
  }

  @Test
  void repeatsNoSequence() {
    double[][] loop = {{1, 0, 0}, {0.01, 0.9, 0.09}, {0.01, 0.9, 0.09}};
    Limits limits = new Limits(6, Set.of(END), 2);
    List<int[]> before = List.of(new int[] {1});
    int[] text =
        new TokenSearch(new Chain(loop), before, limits, new Strategy.Greedy()).run().get(0);
    // 1 1, then 1 1 1 would repeat; 1 2, 2 1, and behind 1 all is taken but the end; 2 2 is free
    assertThat(text).containsExactly(1, 2, 1);
  }

  @Test
  void refusesLimitsThatAllowNothing() {
    assertThatThrownBy(() -> new Limits(0, Set.of(), 0))
        .isInstanceOf(UserError.class)
        .hasMessage("max_new_tokens must be >= 1, got 0");
    assertThatThrownBy(() -> new Limits(1, Set.of(), -1)).hasMessageContaining("no_repeat_ngram");
    assertThatThrownBy(() -> new Strategy.Beam(0, 1, false))
        .hasMessage("beams must be >= 1, got 0");
  }
}
