package org.peftbench.harness.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.ByLength;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.WholeText;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Answers rows of anybody's with the parts that a training evaluates with: the same batches, the
 * same forward pass, the same reading of the logits.
 *
 * @param logits whether the outputs go with the answers, all digits
 * @param batchSize rows computed together
 */
public record Predictions(boolean logits, int batchSize) {
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
            adapter == null ? OpenModel.plain(files) : OpenModel.adapted(files, adapter);
        Tokenizer tokenizer = Tokenizer.open(files)) {
      tokenizer.check(model.learner().backbone());
      Learner learner = model.learner().withPadding(tokenizer.padId());
      List<InputRow> rows =
          new InputRows(input, tokenizer, learner.backbone(), model.card().maxLength()).read();
      WholeText<?> family = model.family();
      List<double[]> outputs =
          ByLength.map(
              rows.stream().map(InputRow::encoding).toList(),
              Encoding::length,
              batchSize,
              learner::outputs);
      return IntStream.range(0, rows.size())
          .mapToObj(row -> line(rows.get(row), family, outputs.get(row)))
          .toList();
    }
  }

  private String line(InputRow row, WholeText<?> family, double[] outputs) {
    if (!Arrays.stream(outputs).allMatch(Double::isFinite)) {
      throw new UserError(
          "row %s: the model gives %s: its weights are damaged, or its training diverged",
          row.id(), Arrays.toString(outputs));
    }
    Map<String, Object> line = new TreeMap<>(family.reply(outputs));
    line.put("id", row.id());
    if (logits) {
      line.put("logits", outputs);
    }
    return Json.canonical(line);
  }
}
