package org.peftbench.models.generation;

import org.peftbench.results.base.UserError;

/** How the next token is chosen. */
public sealed interface Strategy {
  /** The most probable token, always. */
  record Greedy() implements Strategy {}

  /**
   * A token drawn from the model's distribution, or from its likely part.
   *
   * @param temperature that logits are divided by; below 1 sharpens
   * @param topK how many of the most probable tokens may be drawn (Fan et al. 2018, arXiv
   *     1805.04833); 0 for all
   * @param topP only as many of the most probable tokens as it takes to reach this probability
   *     (Holtzman et al. 2019, arXiv 1904.09751); 1 for all
   * @param seed of the draws; each row has its own
   */
  record Sampling(double temperature, int topK, double topP, long seed) implements Strategy {
    public Sampling {
      if (!(temperature > 0)) {
        throw new UserError("temperature must be > 0, got %s: use greedy for 0", temperature);
      }
      if (topK < 0) {
        throw new UserError("top_k must be >= 0 (0 for all), got %d", topK);
      }
      if (!(topP > 0 && topP <= 1)) {
        throw new UserError("top_p must be in (0, 1], got %s", topP);
      }
    }
  }

  /**
   * The text of the best score among those that several hypotheses lead to.
   *
   * @param width hypotheses kept at each step
   * @param lengthPenalty a text's score is its log-probability over its length to this power
   * @param earlyStopping whether a search ends as soon as {@code width} texts have ended; otherwise
   *     when no open one can be expected to beat them
   */
  record Beam(int width, double lengthPenalty, boolean earlyStopping) implements Strategy {
    public Beam {
      if (width < 1) {
        throw new UserError("beams must be >= 1, got %d", width);
      }
    }
  }
}
