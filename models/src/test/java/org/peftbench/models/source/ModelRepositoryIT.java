package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.text.EncodingCases;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Json;

/** The real checkpoints, through the user's own Maven repository. */
class ModelRepositoryIT {
  /** Checkpoints that carry BERT's pooler, whether or not their authors use it. */
  private static final Set<String> POOLED =
      Set.of("all-minilm-l6-v2", "bert-base-uncased", "bert-base-cased");

  @TempDir Path home;
  private final List<String> said = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"all-minilm-l6-v2", "bert-base-uncased"})
  void convertsTheCheckpointsOfTheTour(String name) throws IOException {
    check(name, "uncased.json");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"bge-small-en-v1.5", "e5-small-v2"})
  void convertsTheOtherSmallOnes(String name) throws IOException {
    check(name, "uncased.json");
  }

  @Tag("slow")
  @Test
  void convertsTheCasedOne() throws IOException {
    check("bert-base-cased", "cased.json");
  }

  private void check(String name, String encodings) throws IOException {
    ModelFiles files = new ModelRepository(home, false, said::add).fetch(name);
    assertThat(said).contains("Converting " + name);
    assertThat(files.digest()).isEqualTo(FileDigests.of(files.folder()).digest());

    JsonNode config = Json.MAPPER.readTree(Files.readAllBytes(files.config()));
    try (SafetensorsFile weights = SafetensorsFile.open(files.weights())) {
      Map<String, Shape> found = new TreeMap<>();
      weights.names().forEach(each -> found.put(each, weights.info(each).shape()));
      assertThat(found).isEqualTo(BertShapes.of(config, POOLED.contains(name)));
    }
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(config.path("vocab_size").asInt());
      assertThat(tokenizer.padId()).isEqualTo(config.path("pad_token_id").asInt());
      EncodingCases.assertEqual(tokenizer, encodings);
    }

    said.clear();
    assertThat(new ModelRepository(home, true, said::add).fetch(name)).isEqualTo(files);
    assertThat(said).isEmpty();
  }

  @Test
  void convertsOnceForTwoProcesses() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Optional.ofNullable(System.getProperty("maven.repo.local"))
        .ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FetchMain.class.getName()));
    command.addAll(List.of(home.toString(), "all-minilm-l6-v2"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(home.resolve(i + ".log").toFile())
              .start());
    }
    StringBuilder output = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      int status = processes.get(i).waitFor();
      String log = Files.readString(home.resolve(i + ".log"));
      assertThat(status).as(log).isZero();
      output.append(log);
    }
    assertThat(output.toString().lines().filter(line -> line.startsWith("Converting"))).hasSize(1);
    List<String> digests =
        output.toString().lines().filter(line -> line.startsWith("digest ")).toList();
    assertThat(digests).hasSize(2);
    assertThat(digests.get(0)).isEqualTo(digests.get(1));
  }
}
