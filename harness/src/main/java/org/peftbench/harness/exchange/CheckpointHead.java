package org.peftbench.harness.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition.Kind;

/** What a checkpoint's {@code config.json} says of its head, as transformers does. */
final class CheckpointHead {
  private static final String LABELS = "id2label";

  private static final Map<String, HeadKind> ENDINGS =
      Map.of(
          "ForSequenceClassification", HeadKind.SEQUENCE,
          "ForTokenClassification", HeadKind.TOKEN,
          "ForQuestionAnswering", HeadKind.SPAN,
          "ForMultipleChoice", HeadKind.CHOICE,
          "ForCausalLM", HeadKind.CAUSAL_LM,
          "LMHeadModel", HeadKind.CAUSAL_LM,
          "ForConditionalGeneration", HeadKind.SEQ2SEQ_LM);

  private CheckpointHead() {}

  /**
   * Where a backbone's head has its outputs: the module of the last layer.
   *
   * @throws UserError if the architecture has no such head
   */
  static String module(Backbone backbone, HeadKind head) {
    HeadForm form = backbone.heads().get(head);
    if (form == null) {
      throw new UserError(
          "this backbone has no head for %s, only for %s: take another backbone",
          head, backbone.heads().keySet());
    }
    return form.output();
  }

  /** The head that a config.json names in its architecture, a sequence classifier by default. */
  static HeadKind head(JsonNode config) {
    String architecture = config.path("architectures").path(0).asText("");
    return ENDINGS.entrySet().stream()
        .filter(ending -> architecture.endsWith(ending.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(HeadKind.SEQUENCE);
  }

  /** How transformers ends the name of an architecture with a head that is trained. */
  static String ending(HeadKind head) {
    return ENDINGS.entrySet().stream()
        .filter(ending -> ending.getValue() == head)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
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

  /** Of a sequence classifier, one output is a regression, unless config.json says otherwise. */
  static Kind kind(JsonNode config, HeadKind head, int outputs) {
    String stated = config.path("problem_type").asText("");
    if (stated.equals("multi_label_classification")) {
      throw new UserError("a multi-label classification has no counterpart in peftbench");
    }
    return switch (head) {
      case SEQUENCE -> outputs == 1 ? Kind.REGRESSION : Kind.CLASSIFICATION;
      case TOKEN -> Kind.TAGGING;
      case SPAN -> Kind.SPAN;
      case CHOICE -> Kind.CHOICE;
      case MASKED_LM, CAUSAL_LM, SEQ2SEQ_LM -> Kind.GENERATION;
    };
  }

  /** Names of the classes, transformers' {@code LABEL_0}, ... where config.json has none. */
  static List<String> labels(JsonNode config, HeadKind head, int outputs) {
    boolean classes = head == HeadKind.TOKEN || (head == HeadKind.SEQUENCE && outputs > 1);
    if (!classes) {
      return List.of();
    }
    boolean named = config.path(LABELS).size() == outputs;
    return IntStream.range(0, outputs)
        .mapToObj(i -> named ? config.path(LABELS).path("" + i).asText() : "LABEL_" + i)
        .toList();
  }

  /** Writes into a config.json what labels and head are; transformers counts outputs by labels. */
  static void describe(ObjectNode config, AdapterCard card) {
    if (card.head() == HeadKind.CHOICE || card.head().isPretrained()) {
      return;
    }
    ObjectNode byIndex = config.putObject(LABELS);
    ObjectNode byName = config.putObject("label2id");
    for (int i = 0; i < card.outputs(); i++) {
      String name = i < card.labels().size() ? card.labels().get(i) : "LABEL_" + i;
      byIndex.put(Integer.toString(i), name);
      byName.put(name, i);
    }
    if (card.head() == HeadKind.SEQUENCE) {
      boolean classes = card.kind() == Kind.CLASSIFICATION;
      config.put("problem_type", classes ? "single_label_classification" : "regression");
    }
  }
}
