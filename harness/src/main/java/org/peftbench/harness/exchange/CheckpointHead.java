package org.peftbench.harness.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * What a checkpoint's {@code config.json} says of its sequence classifier, as transformers does.
 */
final class CheckpointHead {
  private static final String LABELS = "id2label";

  private CheckpointHead() {}

  /**
   * Where a backbone's sequence classifier has its outputs: the module of the last layer.
   *
   * @throws UserError if the architecture has no such head
   */
  static String module(Backbone backbone) {
    HeadForm form = backbone.heads().get(HeadKind.SEQUENCE);
    if (form == null) {
      throw new UserError(
          "this backbone has no head for %s, only for %s: take another backbone",
          HeadKind.SEQUENCE, backbone.heads().keySet());
    }
    return form.output();
  }

  /** The checkpoint's own config.json. */
  static ObjectNode config(ModelFiles files) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(Files.readString(files.config()));
    } catch (JsonProcessingException | ClassCastException e) {
      throw new UserError("%s is not a JSON object", files.config()).withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + files.config(), e);
    }
  }

  /** One output is a regression, unless config.json says otherwise. */
  static Kind kind(JsonNode config, int outputs) {
    String stated = config.path("problem_type").asText("");
    if (stated.equals("multi_label_classification")) {
      throw new UserError("a multi-label classification has no counterpart in peftbench");
    }
    return outputs == 1 ? Kind.REGRESSION : Kind.CLASSIFICATION;
  }

  /** Names of the classes, transformers' {@code LABEL_0}, ... where config.json has none. */
  static List<String> labels(JsonNode config, int outputs) {
    if (outputs == 1) {
      return List.of();
    }
    boolean named = config.path(LABELS).size() == outputs;
    return IntStream.range(0, outputs)
        .mapToObj(i -> named ? config.path(LABELS).path("" + i).asText() : "LABEL_" + i)
        .toList();
  }

  /** Writes into a config.json what labels and head are. */
  static void describe(ObjectNode config, Kind kind, List<String> labels) {
    boolean classes = kind == Kind.CLASSIFICATION;
    List<String> names = classes ? labels : List.of("LABEL_0");
    ObjectNode byIndex = config.putObject(LABELS);
    ObjectNode byName = config.putObject("label2id");
    for (int i = 0; i < names.size(); i++) {
      byIndex.put(Integer.toString(i), names.get(i));
      byName.put(names.get(i), i);
    }
    config.put("problem_type", classes ? "single_label_classification" : "regression");
  }
}
