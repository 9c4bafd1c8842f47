package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

/**
 * Losses and likelihoods of answers, against what transformers computed in {@code
 * fixtures/families/answers.py}.
 */
class LanguageModelLossTest {
  private static final Path MODELS = Path.of("../models/src/test/resources/org/peftbench/models");
  private static final int PAD = 1;

  private @TempDir Path folder;

  @Test
  void scoresAnswersBehindPromptsAsTransformersDoes() throws IOException {
    JsonNode expected = expected().get("causal");
    List<PromptedAnswer> rows = new ArrayList<>();
    for (int row = 0; row < expected.get("ids").size(); row++) {
      rows.add(
          new PromptedAnswer(
              encoding(expected.get("ids").get(row)), expected.get("answers").get(row).intValue()));
    }
    TaskDefinition task = TaskCatalog.named("word_choice");
    Prompt prompt = Objects.requireNonNull(task.prompts().get(Prompt.Mode.LIKELIHOOD));
    Likelihood family = new Likelihood(task, prompt, false);
    try (Backbone backbone = open(MODELS.resolve("decoder/llama"), family);
        Learner learner = learner(backbone, family);
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      assertThat(ops.value(family.loss(ops, learner, rows).mean()))
          .isCloseTo(expected.get("loss").doubleValue(), within(1e-5));
      List<Double> likelihoods = family.outputs(learner, rows);
      for (int row = 0; row < rows.size(); row++) {
        assertThat(likelihoods.get(row))
            .isCloseTo(expected.get("likelihoods").get(row).doubleValue(), within(1e-4));
      }
      PromptedAnswer silent = new PromptedAnswer(rows.get(0).input(), rows.get(0).length());
      assertThat(family.outputs(learner, List.of(silent))).containsExactly(0.0);
      assertThat(family.outputs(learner, List.of(silent, rows.get(0))).get(1))
          .isCloseTo(likelihoods.get(0), within(1e-5));
    }
  }

  @Test
  void scoresAnswersToSourcesAsTransformersDoes() throws IOException {
    JsonNode expected = expected().get("seq2seq");
    List<SourceAnswer> rows = new ArrayList<>();
    for (int row = 0; row < expected.get("sources").size(); row++) {
      rows.add(
          new SourceAnswer(
              encoding(expected.get("sources").get(row)),
              encoding(expected.get("answers").get(row))));
    }
    try (Tokenizer tokenizer = TextCases.tokenizer(folder)) {
      SequenceToSequence family = new SequenceToSequence(new Writing(tokenizer, List.of(2), 32));
      try (Backbone backbone = open(MODELS.resolve("parity/bart"), family);
          Learner learner = learner(backbone, family);
          Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
        Loss loss = family.loss(ops, learner, rows);
        assertThat(ops.value(loss.mean()))
            .isCloseTo(expected.get("loss").doubleValue(), within(1e-5));
        assertThat(loss.tokens()).isEqualTo(7 + 12 + 3 + 4 + 2 + 9);
        assertThat(loss.paddedTokens()).isEqualTo(3 * (12 + 9));
      }
    }
  }

  private static Backbone open(Path model, Family<?, ?> family) throws IOException {
    ModelFiles files = new ModelFiles("tiny", model, "none");
    return Architecture.openAny(files, DataType.FLOAT32, family.head());
  }

  private static Learner learner(Backbone backbone, Family<?, ?> family) {
    var full = PeftMethods.named("full");
    var method = new RunSpec.Method("full", full.complete(Json.MAPPER.createObjectNode()));
    return Learner.of(backbone, method, family, 1, 0, PAD);
  }

  private static Encoding encoding(JsonNode ids) {
    return new Encoding(TextCases.longs(ids), new long[ids.size()]);
  }

  private static JsonNode expected() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LanguageModelLossTest.class.getResourceAsStream("answers.json"))) {
      return Json.MAPPER.readTree(in);
    }
  }
}
