package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.suite.SuiteLibrary;

/** The published schema is that of the reader, accepts what it accepts, and refuses what it can. */
class SuiteSchemaTest {
  private static final Path FILE = Path.of("../suites/suite.schema.json");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SuitesCommand.schemaText());

  @Test
  void theCommittedFileIsTheReaders() throws IOException {
    if (Boolean.getBoolean("schema.update")) {
      Files.writeString(FILE, SuitesCommand.schemaText());
    }
    assertThat(FILE)
        .as("renew it with -Dschema.update=true")
        .hasContent(SuitesCommand.schemaText());
  }

  static List<String> names() {
    return SuiteLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void acceptsEverySuiteWeHandOut(String name) throws IOException {
    assertThat(complaints(SuiteLibrary.find(name).text())).isEmpty();
  }

  @Test
  void acceptsAllASuiteCanSay() throws IOException {
    assertThat(
            complaints(
                """
                name: whole
                include: [parts/methods.yaml]
                description: "All of it"
                backbones: ["${MODEL}"]
                tasks: [cola, {task: sst2, train_rows: 20, evaluation_rows: "${ROWS:-10}", max_leakage: 0}]
                methods:
                  - lora
                  - {label: l-4, method: lora, config: {rank: 4}, protocol: {schedule: cosine}, init: dir}
                  - {method: dylora, config: {evaluation_rank: 2}}
                  - {method: lora, grid: {config: {rank: [4, 8]}, protocol: {learning_rate: [0.1, 1]}}}
                  - {method: ia3, tune: {grid: {config: {targets: [[key], [value]]}}}}
                protocol: {steps: 10, order: given, selection: held-out, holdout: 0.1, evaluate_every: 5}
                seeds: [1, 2]
                tune: {grid: {config: {rank: [4, 8]}, protocol: {learning_rate: [0.1, 1]}}, trials: 2, holdout: 0.2, seeds: [9]}
                threads: 4
                dtype: float64
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: x, backbones: [m], tasks: [cola]}",
        "[name]",
        "{name: x, backbones: [m], tasks: [kola], methods: [lora]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lorra]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], task: [cola]}",
        "{name: x, backbones: [], tasks: [cola], methods: [lora]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], seeds: [one]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], threads: 0}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], dtype: float16}",
        "{name: x, backbones: [m], tasks: [{task: cola, train_rows: 0}], methods: [lora]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [{method: lora, config: {rnk: 8}}]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [{method: lora, label: a b}]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], protocol: {learning_rat: 1}}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], protocol: {schedule: liner}}",
        "{name: x, backbones: [m], tasks: [cola], methods: [{method: lora, grid: {config: {rank: 4}}}]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [{method: lora, grid: {rank: [4]}}]}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], tune: {trials: 0}}",
        "{name: x, backbones: [m], tasks: [cola], methods: [lora], tune: {grid: {rank: [4]}}}",
        "{name: x, backbones: [m], tasks: [cola], methods: [{method: lora, tune: {grid: {config: {rnk: [4]}}}}]}"
      })
  void refuses(String suite) throws IOException {
    assertThat(complaints(suite)).isNotEmpty();
  }

  @Test
  void partsAreNoSuitesOfTheirOwnButMayBeIncluded() throws IOException {
    try (Stream<Path> parts = Files.list(FILE.resolveSibling("parts"))) {
      assertThat(parts.map(Path::toString)).allMatch(name -> name.endsWith(".yaml"));
    }
    assertThat(names()).doesNotContain("methods");
  }

  private List<String> complaints(String suite) throws IOException {
    JsonNode tree = YAML.readTree(suite);
    List<String> complaints = new ArrayList<>();
    schema.validate(tree).forEach(message -> complaints.add(message.getMessage()));
    return complaints;
  }
}
