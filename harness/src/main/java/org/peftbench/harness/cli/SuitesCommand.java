package org.peftbench.harness.cli;

import java.io.PrintWriter;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench suites}: what can be run by name. */
@Command(
    name = "suites",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the bundled suites, or shows one.", ""})
final class SuitesCommand {
  @Spec CommandSpec spec;

  /** Prints a line a suite: name, runs, description. */
  @Command(name = "list", description = "Lists the bundled suites.")
  void list() {
    Columns columns = new Columns();
    SuiteReader reader = new SuiteReader(new Installation(null));
    for (String name : SuiteLibrary.names()) {
      SuiteLibrary.Source source = SuiteLibrary.find(name);
      Suite suite = reader.read(source.text(), source.name());
      columns.row(name, suite.size() + " runs", suite.description());
    }
    columns.print(out());
  }

  /** Prints a suite's text. */
  @Command(name = "show", description = "Prints a suite's file: the start of a suite of one's own.")
  void show(@Parameters(paramLabel = "SUITE", description = "name or path") String suite) {
    out().print(SuiteLibrary.find(suite).text());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
