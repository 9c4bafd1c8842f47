package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.harness.paper.PaperItem;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteFilter;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.tasks.TaskCatalog;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/** Every command that the documentation shows is one: its options are known, and its names. */
class DocCommandsTest {
  /** What a reader puts in: DIR, RUN. */
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");

  static Stream<DocCommands.Shown> shown() {
    return Stream.concat(
        DocCommands.all().stream(),
        PaperItem.all().stream()
            .flatMap(item -> item.commands().stream())
            .map(command -> new DocCommands.Shown("papers.yaml", command)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shown")
  void isUnderstood(DocCommands.Shown command) {
    ParseResult parsed = Main.commandLine().parseArgs(command.arguments().toArray(String[]::new));
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    assertThat(last).as("a command that does something").isNotSameAs(parsed);
    if (!parsed.hasMatchedOption("--plugins")) { // which bring names of their own
      Optional<Suite> suite = suite(last);
      last.matchedOptions().forEach(option -> check(option, option.longestName(), suite));
      last.matchedPositionals()
          .forEach(positional -> check(positional, positional.paramLabel(), suite));
    }
  }

  @Test
  void everyExcuseIsNeeded() {
    for (DocCommands.Excuse excuse : DocCommands.NOT_EXECUTED) {
      assertThat(DocCommands.all()).as(excuse.reason()).anyMatch(excuse::excuses);
    }
  }

  /** The bundled suite that a command is about. */
  private static Optional<Suite> suite(ParseResult command) {
    Stream<ArgSpec> named =
        Stream.concat(
            command.matchedOptions().stream().filter(o -> o.longestName().equals("--suite")),
            command.matchedPositionals().stream().filter(p -> p.paramLabel().equals("SUITE")));
    return named
        .map(arg -> arg.stringValues().get(0))
        .filter(name -> !name.endsWith(".yaml"))
        .map(name -> new SuiteReader(new Installation(null)).read(SuiteLibrary.find(name)))
        .findFirst();
  }

  private static void check(ArgSpec argument, String name, Optional<Suite> suite) {
    List<String> values =
        argument.stringValues().stream()
            .filter(value -> !PLACEHOLDER.matcher(value).matches())
            .toList();
    switch (name) {
      case "--method" ->
          suite.ifPresentOrElse(
              chosen ->
                  new SuiteFilter(split(values), List.of(), List.of(), List.of()).apply(chosen),
              () -> values.forEach(MethodChoice::parse));
      case "--task" ->
          suite.ifPresentOrElse(
              chosen ->
                  new SuiteFilter(List.of(), split(values), List.of(), List.of()).apply(chosen),
              () -> split(values).forEach(TaskCatalog::named));
      case "TASK" -> values.forEach(TaskCatalog::named);
      case "METHOD" -> values.forEach(PeftMethods::named);
      case "--model", "MODEL" -> split(values).forEach(DocCommandsTest::checkModel);
      default -> {}
    }
  }

  private static List<String> split(List<String> values) {
    return values.stream().flatMap(value -> Stream.of(value.split(","))).toList();
  }

  private static void checkModel(String id) {
    if (!Installation.isPlace(id)
        && ModelRepository.known().stream().noneMatch(known -> known.name().equals(id))) {
      Outlines.named(id);
    }
  }
}
