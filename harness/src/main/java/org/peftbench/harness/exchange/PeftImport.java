package org.peftbench.harness.exchange;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;

/** Reads an adapter that Hugging Face peft saved. */
public final class PeftImport {
  private static final String PICKLE = "adapter_model.bin";

  private final ModelFiles files;
  private final Path source;
  private final Hardware hardware;
  private final JsonNode settings;
  private final PeftMethod<?> method;
  private final PeftForm form;

  private PeftImport(
      ModelFiles files,
      Path source,
      Hardware hardware,
      JsonNode settings,
      PeftMethod<?> method,
      PeftForm form) {
    this.files = files;
    this.source = source;
    this.hardware = hardware;
    this.settings = settings;
    this.method = method;
    this.form = form;
  }

  /**
   * Imports.
   *
   * @param files of the backbone that the adapter was trained on
   * @param source folder that peft saved
   * @param hardware in the file's numeric type where it names none
   * @param out folder to make
   * @return what was read
   * @throws UserError if the method has no counterpart, or the adapter does not fit the backbone
   */
  public static AdapterCard write(ModelFiles files, Path source, Hardware hardware, Path out)
      throws IOException {
    NewFolder.check(out);
    JsonNode settings = AdapterFiles.settings(source);
    if (!Files.exists(source.resolve(AdapterFiles.WEIGHTS))
        && Files.exists(source.resolve(PICKLE))) {
      throw new UserError(
          "%s is pickled, and a pickle can run code when it is loaded: save the adapter with"
              + " safe_serialization=True",
          source.resolve(PICKLE));
    }
    for (PeftMethod<?> method : PeftMethods.all()) {
      PeftForm form = method.peftForm();
      if (form != null && form.reads(settings)) {
        return new PeftImport(files, source, hardware, settings, method, form).write(out);
      }
    }
    throw new UserError(
        "%s: peft_type %s, or a variant of it that is switched on there, has no counterpart in"
            + " peftbench; types that have: %s",
        source.resolve(AdapterFiles.CONFIG),
        settings.path("peft_type"),
        String.join(", ", types()));
  }

  private AdapterCard write(Path out) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(source.resolve(AdapterFiles.WEIGHTS))) {
      Map<String, String> names = new TreeMap<>();
      AdapterCard card;
      try (Backbone backbone = Architecture.openAny(files, DataType.FLOAT32, head())) {
        file.names().forEach(stored -> names.put(inside(backbone, stored), stored));
        card = card(backbone, file, names);
      }
      try (OpenModel model = OpenModel.fresh(files, card, hardware);
          Ops ops = model.ops()) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        names.forEach((name, stored) -> tensors.put(name, AdapterFiles.read(ops, file, stored)));
        fill(ops, model.learner(), tensors);
        NewFolder.write(out, folder -> AdapterFiles.save(folder, model.learner(), card));
        return card;
      }
    }
  }

  /** A name in the file to that inside the network or the head. */
  private static String inside(Backbone backbone, String stored) {
    String name = without("model.", without("base_model.", stored));
    return without(backbone.checkpointPrefix(), name);
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** The head by peft's {@code task_type}; a sequence classifier where it says nothing. */
  private HeadKind head() {
    String task = settings.path("task_type").asText("");
    return Arrays.stream(HeadKind.values())
        .filter(kind -> task.equals(kind.peftTask()))
        .findFirst()
        .orElse(HeadKind.SEQUENCE);
  }

  /** Outputs of the head that the adapter brings. */
  private int outputs(Backbone backbone, SafetensorsFile file, Map<String, String> names) {
    if (head().isPretrained()) {
      return 0;
    }
    String weight = CheckpointHead.module(backbone, head()) + ".weight";
    if (!names.containsKey(weight)) {
      throw new UserError(
          "%s has no %s: an adapter of task_type %s brings its head",
          source.resolve(AdapterFiles.WEIGHTS), weight, head().peftTask());
    }
    return Math.toIntExact(file.info(names.get(weight)).shape().get(0));
  }

  private AdapterCard card(Backbone backbone, SafetensorsFile file, Map<String, String> names) {
    int outputs = outputs(backbone, file, names);
    TreeMap<String, Shape> shapes = new TreeMap<>();
    names.forEach((name, stored) -> shapes.put(name, file.info(stored).shape()));
    try (Head head = new Head(backbone, head(), outputs, 0)) {
      shapes.keySet().removeAll(head.parameters().keySet());
    }
    ObjectNode config = CheckpointHead.config(files);
    return new AdapterCard(
        new RunSpec.Backbone(files.id(), files.digest()),
        new RunSpec.Method(method.name(), method.complete(form.read(backbone, settings, shapes))),
        CheckpointHead.kind(config, head(), outputs),
        head(),
        CheckpointHead.labels(config, head(), outputs),
        backbone.maxPositions(),
        dtype(file, names.values()),
        null);
  }

  private String dtype(SafetensorsFile file, Collection<String> stored) {
    String asked = hardware.dtype();
    if (asked != null) {
      return asked;
    }
    boolean wide = stored.stream().anyMatch(name -> file.info(name).dtype() == DataType.FLOAT64);
    return wide ? "float64" : "float32";
  }

  private void fill(Ops ops, Learner learner, Map<String, NDArray> tensors) {
    Map<String, NDArray> values = new TreeMap<>(form.values(ops, tensors, learner.adaptation()));
    tensors.forEach(
        (name, value) -> {
          if (learner.head().parameters().containsKey(name)) {
            values.putIfAbsent(name, value);
          }
        });
    Map<String, NDArray> wanted = new LinkedHashMap<>(learner.head().parameters());
    learner.adaptation().trainables().forEach(t -> wanted.put(t.name(), t.array()));
    require(values.keySet(), wanted.keySet(), "has no tensor %s, which %s needs");
    wanted.putAll(learner.adaptation().buffers());
    require(wanted.keySet(), values.keySet(), "has a tensor %s, which %s doesn't know");
    values.forEach(
        (name, value) -> {
          NDArray place = wanted.get(name);
          if (!value.getShape().equals(place.getShape())) {
            throw new UserError(
                "%s: tensor %s has shape %s, on this backbone it is %s",
                source.resolve(AdapterFiles.WEIGHTS), name, value.getShape(), place.getShape());
          }
          ops.assign(place, value);
        });
  }

  private void require(Collection<String> there, Collection<String> wanted, String complaint) {
    Optional<String> missing =
        new TreeSet<>(wanted).stream().filter(name -> !there.contains(name)).findFirst();
    if (missing.isPresent()) {
      throw new UserError(
          "%s %s",
          source.resolve(AdapterFiles.WEIGHTS), complaint.formatted(missing.get(), method.name()));
    }
  }

  /** Types of peft that can be imported. */
  private static List<String> types() {
    return PeftMethods.all().stream()
        .map(PeftMethod::peftForm)
        .flatMap(form -> Optional.ofNullable(form).stream())
        .map(form -> form.settings().type())
        .distinct()
        .sorted()
        .toList();
  }
}
