package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.methods.PeftMethods;
import org.peftbench.results.Answering;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** What a planner is told of a small LLaMA in a folder. */
class InstallationTest {
  private static final Path MODELS = Path.of("../models/src/test/resources/org/peftbench/models");

  @TempDir Path folder;
  private Installation installation;
  private String llama;

  @BeforeEach
  void copyTheModel() throws IOException {
    Path model = Files.createDirectory(folder.resolve("llama"));
    for (String file : List.of("decoder/llama/config.json", "decoder/llama/model.safetensors")) {
      Files.copy(MODELS.resolve(file), model.resolve(Path.of(file).getFileName()));
    }
    Files.copy(MODELS.resolve("text/vocab.txt"), model.resolve("vocab.txt"));
    llama = "dir:" + model;
    installation = new Installation(folder.resolve("home"), null);
  }

  @Test
  void aMethodThatFitsIsPlanned() {
    assertThatCode(
            () ->
                installation.checkFit(
                    llama,
                    List.of(),
                    List.of(choice("lora-2", "lora", "{\"rank\": 2}"), choice("propulsion"))))
        .doesNotThrowAnyException();
  }

  @Test
  void aMethodThatCannotBeCombinedIsRefusedWithItsReason() {
    assertThatThrownBy(
            () ->
                installation.checkFit(
                    llama, List.of(), List.of(choice("propulsion"), choice("bitfit"))))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "bitfit can't be used on %s: bitfit targets [query, key, value, attention_output,"
                    .formatted(llama)
                + " ffn_up, ffn_gate, ffn_down, layer_norm] have no biases in this backbone");
  }

  @Test
  void aPlaceThatSomebodyNamedHasToBeThere() {
    assertThatThrownBy(
            () ->
                installation.checkFit(
                    llama,
                    List.of(),
                    List.of(choice("typed", "lora", "{\"targets\": [\"pooler\"]}"))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "typed can't be used on %s: target pooler matches no site of this backbone; it has: "
                .formatted(llama));
  }

  @Test
  void aTrainingTooShortForTheMethodIsRefusedBeforeItBegins() {
    Suite.MethodChoice dash = choice("dash", "lora-dash", "{\"rank\": 2, \"directions\": 2}");
    assertThatThrownBy(() -> installation.checkFit(llama, List.of(), List.of(inSteps(100, dash))))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "dash can't be used on %s: lora-dash config: pre_launch 100 leaves nothing of a"
                    .formatted(llama)
                + " training of 100 steps to dash: lower it or train longer");
    assertThatCode(() -> installation.checkFit(llama, List.of(), List.of(inSteps(101, dash))))
        .doesNotThrowAnyException();
  }

  private static Suite.MethodChoice inSteps(int steps, Suite.MethodChoice choice) {
    ObjectNode protocol = Json.MAPPER.valueToTree(choice.protocol());
    return new Suite.MethodChoice(
        choice.label(),
        choice.method(),
        choice.tasks(),
        choice.config(),
        Json.MAPPER.convertValue(protocol.put("steps", steps), Protocol.class),
        choice.init());
  }

  @Test
  void aTaskThatABackboneCannotAnswerIsRefused() {
    assertThatThrownBy(
            () ->
                installation.checkFit(
                    llama,
                    List.of(
                        new TaskChoice("correction", null, null),
                        new TaskChoice("word_choice", null, null),
                        new TaskChoice("correction", null, null, null, Answering.LIKELIHOOD)),
                    List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task correction has no prompt for likelihood, it has them for [generation]: ask otherwise,"
                + " or another backbone");
  }

  @Test
  void rowsThatLeakAreRefusedWhereTheSuiteSaysSo() throws IOException {
    Path rows = Files.createDirectories(folder.resolve("data/nyu-mll/glue/cola"));
    Files.writeString(rows.resolve("train.csv"), "sentence,label\nThe cat.,1\nA dog!,0\nA mat,0\n");
    Files.writeString(rows.resolve("validation.csv"), "sentence,label\nthe CAT,1\na dog,0\nno,0\n");
    Installation here = new Installation(folder.resolve("home"), folder.resolve("data"));
    assertThatThrownBy(() -> here.task(new TaskChoice("cola", null, null, 1, null)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task cola: 2 of 3 evaluation rows stand among the training rows too, and max_leakage is"
                + " 1: raise it, or ask for other rows");
    assertThat(here.task(new TaskChoice("cola", null, null, 2, null)).digest())
        .isEqualTo(here.task(new TaskChoice("cola", null, null)).digest());
  }

  private static Suite.MethodChoice choice(String method) {
    return choice(method, method, "{}");
  }

  private static Suite.MethodChoice choice(String label, String method, String overrides) {
    try {
      ObjectNode config =
          PeftMethods.named(method).complete((ObjectNode) Json.MAPPER.readTree(overrides));
      return new Suite.MethodChoice(label, method, List.of(), config, Protocol.DEFAULT, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
