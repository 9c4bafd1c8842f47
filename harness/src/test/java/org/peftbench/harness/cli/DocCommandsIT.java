package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.JavaProcess;
import org.peftbench.results.RunStore;

/**
 * Every command that the documentation shows does what it should, page by page, each page in a
 * folder with a store of one small run and the files that pages speak of; those that can't be
 * executed here are {@link DocCommands#NOT_EXECUTED}.
 */
class DocCommandsIT {
  private static final String SUITE =
      """
      name: my
      backbones: [tiny-roberta]
      tasks: [{task: acceptability, train_rows: 64, evaluation_rows: 16}]
      methods: [lora]
      protocol: {steps: 12, batch_size: 4, max_length: 32}
      """;

  @TempDir static Path folder;
  private static String run;

  @BeforeAll
  static void makeARun() throws Exception {
    Path made = Files.createDirectory(folder.resolve("made"));
    Files.writeString(made.resolve("my.yaml"), SUITE);
    assertThat(execute(made, List.of("run", "my.yaml"))).isZero();
    run = RunStore.existing(made.resolve("runs")).all().get(0).spec().id();
  }

  @TestFactory
  Collection<DynamicTest> pages() {
    Map<String, List<DocCommands.Shown>> pages =
        DocCommands.all().stream()
            .collect(
                Collectors.groupingBy(
                    shown -> shown.place().replaceFirst(":.*", ""),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<DynamicTest> tests = new ArrayList<>();
    pages.forEach(
        (page, commands) -> tests.add(DynamicTest.dynamicTest(page, () -> follow(commands))));
    return tests;
  }

  /** What a reader would do who goes through a page from its beginning. */
  private static void follow(List<DocCommands.Shown> commands) throws Exception {
    Path scratch = Files.createTempDirectory(folder, "page");
    Files.writeString(scratch.resolve("my.yaml"), SUITE);
    Files.writeString(scratch.resolve("my-suite.yaml"), SUITE);
    Files.writeString(scratch.resolve("rows.jsonl"), "{\"text\": \"A cat sits here.\"}\n");
    copy(Path.of("../baselines"), scratch.resolve("baselines"));
    Files.createSymbolicLink(scratch.resolve("results"), Path.of("../results").toRealPath());
    for (String store : List.of("runs", "runs-before", "runs-after")) {
      copy(folder.resolve("made/runs"), scratch.resolve(store));
    }
    for (DocCommands.Shown command : commands) {
      if (DocCommands.NOT_EXECUTED.stream().noneMatch(excuse -> excuse.excuses(command))) {
        List<String> arguments = command.arguments().stream().map(DocCommandsIT::filledIn).toList();
        int status = execute(scratch, arguments);
        assertThat(status).as(() -> command + "\n" + output(scratch)).isZero();
      }
    }
  }

  private static String filledIn(String word) {
    return switch (word) {
      case "RUN" -> run;
      case "MODEL", "ID" -> "tiny-roberta";
      default -> word;
    };
  }

  private static int execute(Path scratch, List<String> arguments)
      throws IOException, InterruptedException {
    Process process =
        JavaProcess.of(Main.class, arguments)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.resolve("output").toFile()))
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", arguments).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String output(Path scratch) {
    try {
      return Files.readString(scratch.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
