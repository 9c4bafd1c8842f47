package org.peftbench.harness.estimate;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.HeadKind;
import org.peftbench.results.base.UserError;

/**
 * The sizes of a training step.
 *
 * @param head what is asked of the network
 * @param batch rows
 * @param length tokens of each row
 * @param dtype numeric type of weights and computation
 * @param dropout probability inside the backbone and in the head
 * @param checkpointed whether layers are computed again on the way back
 * @param device that computes, {@code gpu:0}; null for the processor
 */
public record StepShape(
    HeadKind head,
    int batch,
    int length,
    String dtype,
    double dropout,
    boolean checkpointed,
    @Nullable String device) {
  public StepShape {
    if (batch < 1 || length < 4) {
      throw new UserError("--batch must be >= 1 and --length >= 4, got %d and %d", batch, length);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new UserError("--dropout must lie in [0, 1), got %s", dropout);
    }
  }

  DataType type() {
    return DataType.valueOf(dtype.toUpperCase(Locale.ROOT));
  }

  /** What a network is asked where nobody says: what it was made for. */
  public static HeadKind usual(Set<HeadKind> heads) {
    return List.of(HeadKind.CAUSAL_LM, HeadKind.SEQ2SEQ_LM, HeadKind.SEQUENCE).stream()
        .filter(heads::contains)
        .findFirst()
        .orElseThrow();
  }
}
