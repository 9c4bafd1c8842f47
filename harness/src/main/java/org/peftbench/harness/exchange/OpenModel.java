package org.peftbench.harness.exchange;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.StoredWeights;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A model that answers: a backbone with an adapter and its head, or a checkpoint with a head of its
 * own.
 *
 * @param files of the checkpoint
 * @param learner backbone, adaptation and head
 * @param card what the adapter is, or what an adapter would be that changes nothing
 */
record OpenModel(ModelFiles files, Learner learner, AdapterCard card) implements AutoCloseable {
  /** A method that hangs nothing on the backbone. */
  private static final String NOTHING = "head-only";

  private static final String PLAIN_TYPE = "float32";

  /**
   * Opens a checkpoint with an adapter that peftbench saved.
   *
   * @param hardware in the adapter's numeric type where it names none
   * @throws UserError if it belongs to another backbone, or is damaged
   */
  static OpenModel adapted(ModelFiles files, Path adapter, Hardware hardware) throws IOException {
    AdapterCard card = AdapterFiles.card(adapter);
    card.requireBackbone(files);
    OpenModel model = fresh(files, card, compute(hardware, card.dtype()));
    try {
      AdapterFiles.load(adapter, model.learner());
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Opens a checkpoint with an adaptation as its method starts it.
   *
   * @param hardware in the adapter's numeric type where it names none
   */
  static OpenModel fresh(ModelFiles files, AdapterCard card, Hardware hardware) throws IOException {
    return fresh(files, card, compute(hardware, card.dtype()));
  }

  private static Compute compute(Hardware hardware, String usual) {
    String dtype = hardware.dtype() == null ? usual : hardware.dtype();
    return Compute.on(hardware.device(), DataType.valueOf(dtype.toUpperCase(Locale.ROOT)));
  }

  private static OpenModel fresh(ModelFiles files, AdapterCard card, Compute compute)
      throws IOException {
    Backbone backbone = Architecture.openAny(files, compute, card.head());
    try {
      Learner learner = Learner.of(backbone, card.method(), card.head(), card.outputs(), 0, 0, 0);
      return new OpenModel(files, learner, card);
    } catch (RuntimeException e) {
      backbone.close();
      throw e;
    }
  }

  /**
   * Opens a checkpoint whose weights include a head's, as its config.json names it.
   *
   * @param hardware in float32 where it names no type
   * @throws UserError if they don't
   */
  static OpenModel plain(ModelFiles files, Hardware hardware) throws IOException {
    HeadKind head = CheckpointHead.head(CheckpointHead.config(files));
    Compute compute = compute(hardware, PLAIN_TYPE);
    if (head.isPretrained()) {
      return fresh(files, card(files, head, 0), compute);
    }
    String weight;
    try (Backbone backbone = Architecture.openAny(files, DataType.FLOAT32)) {
      weight = CheckpointHead.module(backbone, head) + ".weight";
    }
    try (StoredWeights file = StoredWeights.open(files.weights())) {
      if (!file.names().contains(weight)) {
        throw new UserError(
            "%s has no %s, so it has no head to answer with: name an adapter with --adapter",
            files.weights(), weight);
      }
      int outputs = Math.toIntExact(file.info(weight).shape().get(0));
      OpenModel model = fresh(files, card(files, head, outputs), compute);
      try (Ops ops = model.ops()) {
        model
            .learner()
            .head()
            .parameters()
            .forEach((name, array) -> ops.assign(array, read(ops, file, files, name, array)));
        return model;
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    }
  }

  private static NDArray read(
      Ops ops, StoredWeights file, ModelFiles files, String name, NDArray like) {
    if (!file.info(name).shape().equals(like.getShape())) {
      throw new UserError(
          "%s: tensor %s has shape %s, a head on this backbone has %s",
          files.weights(), name, file.info(name).shape(), like.getShape());
    }
    return file.array(ops.scope(), name);
  }

  private static AdapterCard card(ModelFiles files, HeadKind head, int outputs) {
    var config = CheckpointHead.config(files);
    return new AdapterCard(
        new RunSpec.Backbone(files.id(), files.digest()),
        new RunSpec.Method(NOTHING, Json.MAPPER.createObjectNode()),
        CheckpointHead.kind(config, head, outputs),
        head,
        CheckpointHead.labels(config, head, outputs),
        config.path("max_position_embeddings").asInt(Integer.MAX_VALUE),
        PLAIN_TYPE,
        null);
  }

  /** The numeric type, by PyTorch's name. */
  String dtype() {
    return learner.backbone().dtype().name().toLowerCase(Locale.ROOT);
  }

  /** A scope to compute in. */
  Ops ops() {
    return Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype());
  }

  /** What its outputs say. */
  Replies replies() {
    return new Replies(
        card,
        learner.backbone() instanceof LanguageModel model && card.head().isPretrained()
            ? model.vocabularySize()
            : card.outputs());
  }

  @Override
  public void close() {
    Backbone backbone = learner.backbone();
    learner.close();
    backbone.close();
  }
}
