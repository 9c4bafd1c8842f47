package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.harness.suite.SuiteSchema;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench suites}: what can be run by name. */
@Command(
    name = "suites",
    aliases = "suite",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the bundled suites, or shows, checks or plans one.", ""})
final class SuitesCommand {
  @Spec CommandSpec spec;

  /** Prints a line a suite: name, runs, description. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      aliases = "ls",
      description = "Lists the bundled suites.")
  void list() {
    AlignedText columns = new AlignedText();
    Installation installation = new Installation(null);
    for (String name : SuiteLibrary.names()) {
      Suite suite = read(name, installation);
      columns.line(name, suite.size() + " runs", suite.description());
    }
    out().print(columns.render());
  }

  /** Prints a suite's text. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Prints a suite's file: the start of a suite of one's own.")
  void show(@Parameters(paramLabel = "SUITE", description = "name or path") String suite) {
    out().print(SuiteLibrary.find(suite).text());
  }

  /** Prints the schema of suites. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description =
          "Prints the JSON Schema of suites, for editors; suites/suite.schema.json is it.")
  void schema() {
    out().print(schemaText());
  }

  /** The schema with the names of this installation, plug-ins included. */
  static String schemaText() {
    Map<String, Collection<String>> methods = new TreeMap<>();
    for (PeftMethod<?> method : PeftMethods.all()) {
      methods.put(method.name(), method.settings());
    }
    return SuiteSchema.of(TaskCatalog.all().stream().map(TaskDefinition::name).toList(), methods);
  }

  /** Reads a suite as a run would, and says so. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Checks a suite's file without making its runs.")
  void validate(@Parameters(paramLabel = "SUITE", description = "name or path") String name) {
    Suite suite = read(name, new Installation(null));
    out().println("suite %s is valid: %d runs".formatted(suite.name(), suite.size()));
  }

  /** Prints a line a run: its name, what it is, whether it is made and how long it took or may. */
  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description =
          "Lists a suite's runs: which are in the store, and what time and memory the others may"
              + " take, judged by those that are.")
  void plan(
      @Parameters(paramLabel = "SUITE", description = "name or path") String name,
      @Mixin StoreOption store,
      @Mixin DataOption data) {
    Installation installation = new Installation(data.path());
    Plan plan = Plan.of(read(name, installation), installation);
    RunStore runs = RunStore.at(store.path());
    List<RunRecord> made = runs.all();
    RoughMemory memory = new RoughMemory(installation);
    new PlanTable(made, new Estimates(made, memory::bytes)).print(plan, out());
  }

  private static Suite read(String name, Installation installation) {
    SuiteLibrary.Source source = SuiteLibrary.find(name);
    return new SuiteReader(installation).read(source);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
