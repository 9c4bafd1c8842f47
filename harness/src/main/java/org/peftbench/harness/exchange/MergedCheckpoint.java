package org.peftbench.harness.exchange;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A checkpoint with an adapter folded into its weights and the head beside them, in Hugging Face's
 * form: {@code config.json}, {@code model.safetensors}, tokenizer.
 */
public final class MergedCheckpoint {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  private MergedCheckpoint() {}

  /**
   * Merges.
   *
   * @param files of the backbone
   * @param adapter folder that peftbench saved
   * @param hardware to compute on; the checkpoint has its numeric type
   * @param out folder to make
   * @param notice hears what the user of the checkpoint has to know, a line each
   * @throws UserError if the method does not fold into weights, or a merged weight is not finite
   */
  public static void write(
      ModelFiles files, Path adapter, Hardware hardware, Path out, Consumer<String> notice)
      throws IOException {
    NewFolder.check(out);
    try (OpenModel model = OpenModel.adapted(files, adapter, hardware);
        Ops ops = model.ops()) {
      Learner learner = model.learner();
      Map<String, NDArray> merged = learner.adaptation().merged(ops);
      if (merged == null) {
        throw new UserError(
            "%s %s, so it can't be merged: use the adapter as it is, with 'peftbench predict"
                + " --adapter %s'",
            model.card().method().name(), learner.adaptation().mergeObstacle(), adapter);
      }
      Map<String, NDArray> weights = weights(ops, learner, merged);
      learner.head().parameters().forEach(weights::put);
      ObjectNode config = config(files, model.card());
      config.put("torch_dtype", model.dtype());
      if (learner.head().kind().isPooled() && !learner.backbone().isPooledAsByClassifiers()) {
        notice.accept(
            "note: transformers' sequence classifiers don't pool as this backbone does; peftbench"
                + " predict reads the checkpoint, transformers would answer otherwise");
      }
      NewFolder.write(out, folder -> write(folder, ops, files, weights, config));
    }
  }

  /**
   * A checkpoint's weights with others in the place of some, under the names of one with a head.
   */
  static Map<String, NDArray> weights(Ops ops, Learner learner, Map<String, NDArray> others) {
    Map<String, NDArray> weights = new LinkedHashMap<>(learner.backbone().parameters());
    weights.putAll(others);
    return learner.backbone().asStored(ops, weights);
  }

  /** The backbone's config.json under the architecture's name with the head. */
  static ObjectNode config(ModelFiles files, AdapterCard card) {
    ObjectNode config = CheckpointHead.config(files);
    CheckpointHead.describe(config, card);
    if (card.head().isPretrained()) {
      return config; // the checkpoint's own head
    }
    String architecture = config.path("architectures").path(0).asText("");
    config.remove("architectures");
    if (!architecture.isEmpty()) {
      String family = architecture.replaceFirst("(Model|LMHeadModel|For[A-Z]\\w*)$", "");
      config.putArray("architectures").add(family + CheckpointHead.ending(card.head()));
    }
    return config;
  }

  static void write(
      Path folder, Ops ops, ModelFiles files, Map<String, NDArray> weights, ObjectNode config)
      throws IOException {
    AdapterFiles.writeTensors(folder.resolve(WEIGHTS), ops, weights);
    AtomicFile.write(folder.resolve(CONFIG), Json.pretty(config));
    Files.copy(files.tokenizer(), folder.resolve(files.tokenizer().getFileName()));
    Path beside = files.folder().resolve(TOKENIZER_CONFIG);
    if (Files.isRegularFile(beside)) {
      Files.copy(beside, folder.resolve(TOKENIZER_CONFIG));
    }
  }
}
