package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpShowsExamplesAndExitStatus() {
    assertThat(peftbench("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: peftbench", "peftbench run quick", "Exit status: 0 well")
        .contains("run ", "report ", "suites, suite", "tasks ", "methods ", "models ");
    assertThat(err.toString()).isEmpty();
  }

  /** A command that ends without a new line is heard as well. */
  @Test
  void whatIsPrintedArrives() {
    PrintWriter buffered = new PrintWriter(new BufferedWriter(out, 1 << 20));
    assertThat(Main.execute(new String[] {"suites", "list"}, buffered, buffered)).isZero();
    assertThat(out.toString()).contains("quick ", "paper/table-1-glue-small ");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertThat(peftbench("help", command)).as(command).isZero();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void soHasEveryCommandBelowAnother() {
    List<String> asked = new ArrayList<>();
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                command
                    .getSubcommands()
                    .keySet()
                    .forEach(
                        below -> {
                          out.getBuffer().setLength(0);
                          assertThat(peftbench(name, below, "--help")).isZero();
                          assertThat(out.toString()).startsWith("Usage: peftbench ");
                          asked.add(name + " " + below);
                        }));
    assertThat(asked).contains("runs pack", "suites validate", "data list");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesEngineAndLibraries() {
    assertThat(peftbench("--version")).isZero();
    assertThat(out.toString())
        .containsPattern("peftbench +\\S+")
        .containsPattern("Java +\\d+")
        .containsPattern("DJL +\\d+\\.\\d+")
        .containsPattern("libtorch +\\d+\\.\\d+\\S* \\w+ \\S+")
        .containsPattern("tokenizers +\\d+\\.\\d+");
  }

  @Test
  void completionCanBeGenerated() {
    assertThat(peftbench("generate-completion")).isZero();
    assertThat(out.toString()).contains("_complete_peftbench", "--rerun");
  }

  @Test
  void aValidSuiteIsCalledSo() {
    assertThat(peftbench("suites", "validate", "quick")).isZero();
    assertThat(out.toString().strip()).isEqualTo("suite quick is valid: 28 runs");
  }

  @Test
  void aMisspeltOptionGetsTheNearest() {
    assertMisuse(
        "peftbench: Unknown option: '--stor=x'. Did you mean --store?"
            + " Try 'peftbench run --help'.",
        "run",
        "quick",
        "--stor=x");
  }

  @Test
  void aMisspeltCommandGetsTheNearest() {
    assertMisuse(
        "peftbench: Unmatched argument at index 0: 'modles'. Did you mean models?"
            + " Try 'peftbench --help'.",
        "modles");
  }

  @Test
  void noCommandIsMisuse() {
    assertMisuse("peftbench: Missing required subcommand. Try 'peftbench --help'.");
  }

  @Test
  void aNumberThatIsNoneIsMisuse() {
    assertMisuse(
        "peftbench: Invalid value for option '--retries': 'two' is not an int."
            + " Try 'peftbench run --help'.",
        "run",
        "quick",
        "--retries=two");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    String store = "--store=" + folder.resolve("runs");
    assertMisuse(
        "peftbench: --threads must be a number >= 1 or auto, got '0'",
        "run",
        "quick",
        store,
        "--threads=0");
    assertMisuse(
        "peftbench: --workers must be a number >= 1 or auto, got '0'",
        "run",
        "quick",
        store,
        "--workers=0");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void moreThreadsThanCoresAreRefusedForSeveralWorkers() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertMisuse(
        "peftbench: --workers 2 with %d threads each need %d cores, this machine has %d: lower one"
                .formatted(cores, 2 * cores, cores)
            + " of them",
        "run",
        "quick",
        "--workers=2",
        "--threads=" + cores);
  }

  @Test
  void anUnknownSuiteGetsTheNearest() {
    assertThat(peftbench("run", "quik")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("peftbench: Unknown suite 'quik'. Did you mean quick? Available: ");
  }

  @Test
  void showsAModelWithoutItsWeights() {
    assertThat(peftbench("models", "show", "mistral-7b")).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "site role in out parameters",
            "layers.0.self_attn.k_proj key 4096 1024 4,194,304",
            "layers 1 to 31: as layer 0",
            "7,241,732,096 parameters: 27625.0 MiB in float32, 13812.5 MiB in bfloat16; 32768"
                + " positions, 8 key/value heads")
        .noneMatch(line -> line.startsWith("layers.1."));
  }

  @Test
  void anUnknownNameOfAnyKindGetsTheNearest() {
    assertThat(peftbench("methods", "describe", "lorra")).isEqualTo(2);
    assertThat(peftbench("tasks", "show", "acceptabillity")).isEqualTo(2);
    assertThat(peftbench("models", "show", "bert-base-cassed")).isEqualTo(2);
    assertThat(peftbench("run", "quick", "--method=lorra")).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("'lorra'. Did you mean lora?"),
            line -> assertThat(line).contains("Did you mean acceptability?"),
            line -> assertThat(line).contains("Did you mean bert-base-cased?"),
            line -> assertThat(line).contains("'lorra'. Did you mean lora?"));
  }

  @Test
  void aBadSuiteIsRefusedBeforeTheStoreIsMade() throws IOException {
    Path suite =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            name: bad
            backbones: [all-minilm-l6-v2]
            tasks: [acceptability]
            methods:
              - method: lora
                config: {rank: none}
            """);

    int status = peftbench("run", suite.toString(), "--store=" + folder.resolve("runs"));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith("peftbench: " + suite + ":6:14: lora config: rank ");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void twoSweepsOnOneStoreAreRefused() throws IOException {
    StoreLock first = StoreLock.take(RunStore.at(folder));
    try {
      assertMisuse(
          "peftbench: store %s is in use by another sweep: wait for it, or name another with --store"
              .formatted(folder),
          "run",
          "quick",
          "--store=" + folder);
    } finally {
      first.close();
    }
  }

  @Test
  void aStoreThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("runs"));

    assertMisuse(
        "peftbench: store %s is a file: name a folder with --store".formatted(file),
        "run",
        "quick",
        "--store=" + file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aStoreThatIsNotWritableIsRefused() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.isWritable(locked), "the superuser may write anywhere");

    assertMisuse(
        "peftbench: store %s is not writable: name another with --store".formatted(locked),
        "run",
        "quick",
        "--store=" + locked);
  }

  @Test
  void aReportNeedsAStore() {
    Path missing = folder.resolve("none");

    assertMisuse(
        "peftbench: store %s is not a folder: name one that 'peftbench run' has written, with"
                .formatted(missing)
            + " --store",
        "report",
        "--store=" + missing);
  }

  @Test
  void anUnknownRunGetsTheNearest() throws IOException {
    Path runs = folder.resolve("runs");
    RunStore.at(runs)
        .save(
            RunRecord.failure(
                "lora", DummyWorker.spec(1), RunStatus.FAILED, "because", Instant.EPOCH),
            List.of());
    String id = DummyWorker.spec(1).id();
    String wrong = id.substring(0, 15) + "x";
    for (String command : List.of("export", "merge")) {
      assertMisuse(
          "peftbench: Unknown run '%s'. Did you mean %s? %s has 1 runs, each a folder of its id"
              .formatted(wrong, id, runs),
          command,
          wrong,
          "--store=" + runs,
          "--out=" + folder.resolve("out"));
    }
    assertMisuse(
        "peftbench: run %s (lora) ended as FAILED and left no adapter: because".formatted(id),
        "export",
        id,
        "--store=" + runs);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void anUnknownFormatGetsTheList() {
    assertMisuse(
        "peftbench: Unknown format 'onnx'. Available: peft",
        "export",
        "1234",
        "--format=onnx",
        "--out=" + folder.resolve("out"));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    Path rows = folder.resolve("rows.jsonl");
    assertMisuse(
        "peftbench: --input %s is not a file: name one of JSON objects, one a line".formatted(rows),
        "predict",
        "--model=tiny",
        "--input=" + rows);
  }

  @Test
  void listsShowWhatThereIs() {
    assertThat(peftbench("suites", "list")).isZero();
    assertThat(peftbench("methods", "list")).isZero();
    assertThat(peftbench("tasks", "list")).isZero();
    assertThat(peftbench("models", "list")).isZero();
    assertThat(out.toString()).contains("quick ", "lora ", "acceptability ", "all-minilm-l6-v2 ");
    assertThat(out.toString().lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void aMethodIsDescribedWithItsSettings() {
    assertThat(peftbench("methods", "describe", "lora")).isZero();
    assertThat(out.toString())
        .startsWith("lora: LoRA")
        .contains("Formula:", "Paper:", "  rank: ")
        .contains("Sites:    query, value; by default those that a model has")
        .contains("trains 2dr parameters")
        .contains("Trains:   73,728 parameters of all-minilm-l6-v2")
        .contains("Merges:   yes", "Models:   all of 'peftbench params'");
    assertThat(peftbench("methods", "describe", "bitfit")).isZero();
    assertThat(out.toString())
        .contains(
            "but",
            "llama-7b, llama-13b, llama2-7b, llama3-8b, llama3.2-3b, mistral-7b",
            "bitfit targets");
  }

  @Test
  void aShownSuiteIsItsFile() {
    assertThat(peftbench("suites", "show", "quick")).isZero();
    assertThat(out.toString()).contains("name: quick\n");
  }

  private void assertMisuse(String line, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(peftbench(arguments)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(line + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  private int peftbench(String... arguments) {
    return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
