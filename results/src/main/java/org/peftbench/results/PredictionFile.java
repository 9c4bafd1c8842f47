package org.peftbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Predictions as they are kept: a line each, held to the digest that their record carries. */
final class PredictionFile {
  /** Their digest says that they are as they were written: no name is looked for a second time. */
  private static final ObjectReader PREDICTION =
      Json.MAPPER.readerFor(Prediction.class).without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private PredictionFile() {}

  static String text(List<Prediction> predictions) {
    StringBuilder lines = new StringBuilder();
    predictions.forEach(prediction -> lines.append(Json.canonical(prediction)).append('\n'));
    return lines.toString();
  }

  /**
   * The predictions of a run.
   *
   * @throws UserError if they are not those that the record was made from
   */
  static List<Prediction> read(Path file, RunRecord record) {
    try {
      byte[] text = StoredBytes.of(file);
      if (!isOf(text, record)) {
        throw new UserError(
            "predictions %s don't match their record: run again with --rerun", file);
      }
      try (MappingIterator<Prediction> lines = PREDICTION.readValues(text)) {
        return lines.readAll();
      }
    } catch (NoSuchFileException e) {
      throw new UserError("predictions %s are missing: run again with --rerun", file).withCause(e);
    } catch (JsonProcessingException e) {
      throw new UserError("predictions %s are damaged: run again with --rerun", file).withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Whether the text is what the run answered, in whatever form its lines end. */
  private static boolean isOf(byte[] text, RunRecord record) {
    return new Digest().add(text).hex().equals(record.predictionsDigest())
        || Digest.of(new String(text, StandardCharsets.UTF_8).replace("\r\n", "\n"))
            .equals(record.predictionsDigest());
  }
}
