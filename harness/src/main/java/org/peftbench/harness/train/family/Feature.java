package org.peftbench.harness.train.family;

import java.util.List;
import org.peftbench.models.text.Encoding;

/** What a model reads at once of an example, with what its family needs to know of it. */
public interface Feature {
  /** Token sequences; at least one. */
  List<Encoding> inputs();

  /** Tokens of the longest input: features of like length are computed together. */
  default int length() {
    return inputs().stream().mapToInt(Encoding::length).max().orElseThrow();
  }

  /** How many terms the feature's loss is the mean of: its weight in the mean over a batch. */
  default int terms() {
    return 1;
  }
}
