package org.peftbench.harness.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.results.Prediction;
import org.peftbench.results.base.Folders;

/**
 * An adapter just saved: it is read back and must give the same answers, and it is kept unless it
 * is very large.
 */
final class SavedAdapter implements AutoCloseable {
  /** Larger ones (full fine-tuning's) would fill the disk of whoever runs a sweep. */
  private static final long LARGEST_KEPT = 64L << 20;

  /** Evaluation rows answered by both, the trained adapter and the reloaded one. */
  private static final int CHECKED_ROWS = 128;

  private final Path folder;
  private final long bytes;
  private final boolean keepLarge;

  private SavedAdapter(Path folder, long bytes, boolean keepLarge) {
    this.folder = folder;
    this.bytes = bytes;
    this.keepLarge = keepLarge;
  }

  static SavedAdapter save(Path folder, Learner learner, AdapterCard card, boolean keepLarge)
      throws IOException {
    return new SavedAdapter(folder, AdapterFiles.save(folder, learner, card), keepLarge);
  }

  long bytes() {
    return bytes;
  }

  boolean isKept() {
    return keepLarge || bytes <= LARGEST_KEPT;
  }

  /**
   * Reads the adapter into a fresh learner and lets both answer some rows.
   *
   * @throws IllegalStateException if an answer differs in a single bit: something that matters was
   *     not saved
   */
  <F extends Feature> void check(
      Learner trained, Learner fresh, Evaluator<F, ?> evaluator, List<EncodedExample<F>> rows) {
    AdapterFiles.load(folder, fresh);
    List<EncodedExample<F>> some = rows.subList(0, Math.min(CHECKED_ROWS, rows.size()));
    List<Prediction> expected = evaluator.predict(trained, some);
    List<Prediction> again = evaluator.predict(fresh, some);
    for (int i = 0; i < some.size(); i++) {
      if (!again.get(i).equals(expected.get(i))) {
        throw new IllegalStateException(
            "the reloaded adapter answers %s where the trained one answers %s"
                .formatted(again.get(i), expected.get(i)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!isKept()) {
      Folders.delete(folder);
    }
  }
}
