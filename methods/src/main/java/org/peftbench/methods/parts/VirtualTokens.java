package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Targets;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** Vectors [tokens, width] that stand for tokens nobody wrote. */
@FunctionalInterface
public interface VirtualTokens {
  /** What names of virtual tokens' parameters start with. */
  String ROOT = "prompt_encoder.";

  /** Name of the table that every kind of virtual tokens has. */
  String TABLE = ROOT + "embedding.weight";

  /** The vectors, inside the graph. */
  NDArray rows(Ops ops);

  /** Trains a table [tokens, width] from N(0, 1), PyTorch's default for embeddings. */
  static NDArray table(Parameters parameters, int tokens, int width) {
    return parameters.train(
        TABLE, parameters.initializer().normal(TABLE, new Shape(tokens, width), 1));
  }

  /** Width of what enters the stack; not every network's embeddings are as wide as its states. */
  static int width(Outline outline) {
    return input(outline).in();
  }

  /** Where a prompt enters: of two stacks the first. */
  private static Site input(Outline outline) {
    return Targets.select(outline, List.of(Role.STACK_INPUT.toString())).get(0);
  }

  /** Puts vectors [tokens, width] before the sequence. */
  default void prompt(Taps.Builder taps, boolean pooled) {
    taps.prompt(
        (ops, batch) -> {
          NDArray rows = rows(ops);
          long tokens = rows.getShape().get(0);
          long width = rows.getShape().get(1);
          NDArray one = ops.reshape(rows, 1, tokens, width);
          return ops.expand(one, new Shape(batch, tokens, width));
        },
        pooled);
  }

  /**
   * Cost of a prompt: tokens attend to it in every layer of its stack, and from a decoder by what
   * looks across. Its own way through the network, once a row, is no token's cost and not in it.
   *
   * @param method for the message
   * @param trained parameters
   * @throws UserError if text has no room behind it
   */
  static Cost promptCost(String method, Outline outline, int tokens, long trained) {
    checkRoom(method, outline, tokens);
    Set<String> looking = Set.of(input(outline).stack(), "cross");
    long attentions =
        outline.sites().stream()
            .filter(site -> site.role() == Role.ATTENTION)
            .filter(site -> looking.contains(site.stack()))
            .count();
    return Cost.staying(trained, attentions * attention(outline, tokens));
  }

  /** Multiply-adds of one attention to so many more positions: scores, then the mix of values. */
  static long attention(Outline outline, int tokens) {
    return 2L * tokens * outline.hiddenSize();
  }

  /**
   * Checks that a text of one token still fits behind.
   *
   * @param method for the message
   * @throws UserError if not
   */
  static void checkRoom(String method, Outline outline, int tokens) {
    if (tokens >= outline.maxPositions()) {
      throw new UserError(
          "%s config: virtual_tokens must be < %d, the model's positions, so that text has room, got %d",
          method, outline.maxPositions(), tokens);
    }
  }
}
