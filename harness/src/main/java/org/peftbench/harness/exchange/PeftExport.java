package org.peftbench.harness.exchange;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Writes an adapter so that Hugging Face peft's {@code PeftModel.from_pretrained} loads it. */
public final class PeftExport {
  private static final String HEAD = "head.safetensors";
  private static final String BASE = "base";

  private final OpenModel model;
  private final PeftForm form;
  private final Path out;
  private final Consumer<String> notice;

  private PeftExport(OpenModel model, PeftForm form, Path out, Consumer<String> notice) {
    this.model = model;
    this.form = form;
    this.out = out;
    this.notice = notice;
  }

  /**
   * Exports.
   *
   * @param files of the backbone
   * @param adapter folder that peftbench saved
   * @param hardware to compute on; the tensors have its numeric type
   * @param out folder to make
   * @param notice hears what the user of the export has to know, a line each
   * @throws UserError if peft has no such method, or computes it otherwise than it was trained
   */
  public static void write(
      ModelFiles files, Path adapter, Hardware hardware, Path out, Consumer<String> notice)
      throws IOException {
    NewFolder.check(out);
    PeftForm form = form(AdapterFiles.card(adapter).method().name());
    try (OpenModel model = OpenModel.adapted(files, adapter, hardware)) {
      new PeftExport(model, form, out, notice).write();
    }
  }

  /** Names of the methods that can be exported. */
  public static List<String> methods() {
    return PeftMethods.all().stream()
        .filter(method -> method.peftForm() != null)
        .map(PeftMethod::name)
        .toList();
  }

  private static PeftForm form(String name) {
    PeftForm form = PeftMethods.named(name).peftForm();
    if (form == null) {
      throw new UserError(
          "peft has no method that computes what %s does; those that can be exported: %s",
          name, String.join(", ", methods()));
    }
    return form;
  }

  private void write() throws IOException {
    Backbone backbone = model.learner().backbone();
    RunSpec.Method method = model.card().method();
    ObjectNode config = PeftMethods.named(method.name()).fitted(method.config(), backbone);
    ObjectNode settings = form.export(backbone, config);
    requireModules(backbone, settings.path("target_modules"));
    Head head = model.learner().head();
    // Where transformers' classifier pools otherwise, the bare network is what both have.
    boolean within = !head.kind().isPooled() || backbone.isPooledAsByClassifiers();
    settings.put("task_type", within ? head.kind().peftTask() : "FEATURE_EXTRACTION");
    settings.put("base_model_name_or_path", baseName());
    settings.put("inference_mode", true);
    if (within) {
      List<String> modules = model.learner().headModules();
      settings.set("modules_to_save", modules.isEmpty() ? null : Json.MAPPER.valueToTree(modules));
    } else {
      notice.accept(
          "note: transformers' sequence classifiers don't pool as this backbone does, so the head"
              + " is in %s; see docs/exchange.md".formatted(HEAD));
    }
    NewFolder.write(
        out,
        folder -> {
          writeTensors(folder, within);
          if (form.changesBackbone()) {
            writeBase(folder.resolve(BASE));
          }
          AtomicFile.write(folder.resolve(AdapterFiles.CONFIG), Json.pretty(settings));
        });
  }

  /** A part of a matrix that the checkpoint holds in one is no module to peft. */
  private void requireModules(Backbone backbone, JsonNode modules) {
    try (Ops ops = model.ops()) {
      Set<String> stored = backbone.asStored(ops, backbone.parameters()).keySet();
      for (JsonNode module : modules) {
        if (!stored.contains(backbone.checkpointPrefix() + module.asText() + ".weight")) {
          throw new UserError(
              "this checkpoint holds %s inside a larger matrix, which peft can't adapt in part: train"
                  + " on other targets to export the adapter",
              module.asText());
        }
      }
    }
  }

  private String baseName() {
    if (form.changesBackbone()) {
      notice.accept("note: the adapter belongs to the rounded weights in " + out.resolve(BASE));
      return out.resolve(BASE).toString();
    }
    return model.card().backbone().id().replaceFirst("^dir:", "");
  }

  private void writeTensors(Path folder, boolean within) throws IOException {
    Learner learner = model.learner();
    String prefix = within ? learner.backbone().checkpointPrefix() : "";
    try (Ops ops = model.ops()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      form.tensors(ops, learner.backbone(), learner.adaptation())
          .forEach((name, array) -> tensors.put(form.fileName(name, form.root() + prefix), array));
      Map<String, NDArray> head = learner.head().parameters();
      if (within) {
        head.forEach((name, array) -> tensors.put(form.root() + name, array));
      } else {
        AdapterFiles.writeTensors(folder.resolve(HEAD), ops, head);
      }
      AdapterFiles.writeTensors(folder.resolve(AdapterFiles.WEIGHTS), ops, tensors);
    }
  }

  /** The weights that the adapter is added to: what is merged once everything trained is 0. */
  private void writeBase(Path folder) throws IOException {
    Learner learner = model.learner();
    Adaptation adaptation = learner.adaptation();
    AdapterCard card = model.card();
    try (Ops ops = model.ops()) {
      adaptation.trainables().forEach(t -> ops.assign(t.array(), ops.zeros(t.array().getShape())));
      Map<String, NDArray> rounded = adaptation.merged(ops);
      if (rounded == null) {
        throw new IllegalStateException(card.method().name() + " has a base, so it merges");
      }
      ObjectNode config = MergedCheckpoint.config(model.files(), card);
      Map<String, NDArray> weights = MergedCheckpoint.weights(ops, learner, rounded);
      weights.putAll(learner.head().parameters());
      Files.createDirectories(folder);
      MergedCheckpoint.write(folder, ops, model.files(), weights, config);
    }
  }
}
