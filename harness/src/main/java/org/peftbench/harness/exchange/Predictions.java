package org.peftbench.harness.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.ByLength;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.Writing;
import org.peftbench.models.HeadKind;
import org.peftbench.models.generation.EndTokens;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Answers rows of anybody's with the parts that a training evaluates with: the same batches, the
 * same forward pass, the same reading of the logits. A language model writes, greedily.
 *
 * @param logits whether the outputs go with the answers, all digits
 * @param batchSize rows computed together
 * @param hardware to compute on
 */
public record Predictions(boolean logits, int batchSize, Hardware hardware) {
  /** On the processor, in the adapter's numeric type. */
  public Predictions(boolean logits, int batchSize) {
    this(logits, batchSize, Hardware.USUAL);
  }

  /**
   * The answers, one JSON object a line, in the order of the rows.
   *
   * @param files of the checkpoint
   * @param adapter folder that peftbench saved; null for the checkpoint's own head
   * @param input rows, as {@link InputRows} reads them
   * @throws UserError if the model has no head, a row is malformed, or an output is not finite
   */
  public List<String> of(ModelFiles files, @Nullable Path adapter, Path input) throws IOException {
    try (OpenModel model =
            adapter == null
                ? OpenModel.plain(files, hardware)
                : OpenModel.adapted(files, adapter, hardware);
        Tokenizer tokenizer = Tokenizer.open(files)) {
      tokenizer.check(model.learner().backbone());
      Learner learner = model.learner().withPadding(tokenizer.padId());
      AdapterCard card = model.card();
      Writing writing = new Writing(tokenizer, EndTokens.of(files), card.maxLength());
      // A model that goes on with a text needs room behind it.
      int room = card.head() == HeadKind.CAUSAL_LM ? writing.longest() : 0;
      boolean writes = card.head().isPretrained();
      List<InputRow> rows =
          new InputRows(input, tokenizer, learner.backbone(), card.maxLength() - room, !writes)
              .read();
      Replies replies = model.replies();
      List<double[]> outputs = writes && !logits ? List.of() : each(rows, learner::outputs);
      List<String> texts =
          writes ? each(rows, inputs -> writing.write(learner, inputs, List.of())) : List.of();
      return IntStream.range(0, rows.size())
          .mapToObj(
              row -> {
                Map<String, Object> line = new TreeMap<>();
                line.put("id", rows.get(row).id());
                if (!outputs.isEmpty()) {
                  requireFinite(rows.get(row), outputs.get(row));
                }
                line.putAll(writes ? Map.of("text", texts.get(row)) : replies.to(outputs.get(row)));
                if (logits) {
                  line.put("logits", replies.logits(outputs.get(row)));
                }
                return Json.canonical(line);
              })
          .toList();
    }
  }

  private <R> List<R> each(List<InputRow> rows, Function<List<Encoding>, List<R>> compute) {
    List<Encoding> inputs = rows.stream().map(InputRow::encoding).toList();
    return ByLength.map(inputs, Encoding::length, batchSize, compute);
  }

  private static void requireFinite(InputRow row, double[] outputs) {
    if (!Arrays.stream(outputs).allMatch(Double::isFinite)) {
      throw new UserError(
          "row %s: the model gives %s: its weights are damaged, or its training diverged",
          row.id(), Arrays.toString(Arrays.copyOf(outputs, Math.min(outputs.length, 8))));
    }
  }
}
