package org.peftbench.reports.html;

import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.Standing;

/** A block's result in one sentence or two. */
final class Verdict {
  private static final int MOST = 8;

  private Verdict() {}

  static String of(Block block) {
    if (block.best().isEmpty()) {
      return "No run succeeded.";
    }
    List<String> tied = labels(block, Standing.Kind.TIED);
    List<String> behind = labels(block, Standing.Kind.BEHIND);
    if (!block.isContested()) {
      return block.best().get().label() + " is the only method that was scored.";
    }
    String best = block.best().get().label() + " has the best mean.";
    if (tied.isEmpty() && behind.isEmpty()) {
      return best + " No difference could be tested.";
    }
    return best
        + (tied.isEmpty() ? "" : " Not distinguishable from it: " + some(tied) + ".")
        + (behind.isEmpty() ? "" : " Behind it: " + some(behind) + ".");
  }

  /** As many names as a sentence bears. */
  static String some(List<String> labels) {
    return labels.size() <= MOST
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, MOST - 2))
            + " and "
            + (labels.size() - MOST + 2)
            + " more";
  }

  static List<String> labels(Block block, Standing.Kind kind) {
    return block.rows().stream()
        .filter(row -> row.standing().kind() == kind)
        .map(Row::label)
        .toList();
  }
}
