package org.peftbench.harness.train.family;

import java.util.List;
import java.util.stream.LongStream;
import org.peftbench.models.text.Encoding;

/**
 * A source and the answer to it.
 *
 * @param source what the encoder reads
 * @param target what the decoder learns to write
 */
record SourceAnswer(Encoding source, Encoding target) implements Feature {
  @Override
  public List<Encoding> inputs() {
    return List.of(source, target);
  }

  /** The answer's tokens. */
  @Override
  public int terms() {
    return target.length();
  }

  /** What the decoder reads to write the answer: its start, then the answer but for its last. */
  Encoding shifted(int start) {
    long[] read =
        LongStream.concat(LongStream.of(start), LongStream.of(target.ids()))
            .limit(terms())
            .toArray();
    return new Encoding(read, new long[read.length]);
  }
}
