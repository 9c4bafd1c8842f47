package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.results.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench methods}: what can be compared. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the fine-tuning methods, or describes one.", ""})
final class MethodsCommand {
  @Spec CommandSpec spec;

  /** Prints a line a method: name, title, paper. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists the methods.")
  void list() {
    AlignedText columns = new AlignedText();
    for (PeftMethod<?> method : PeftMethods.all()) {
      columns.line(method.name(), method.description().title(), method.description().paper());
    }
    out().print(columns.render());
  }

  /** Prints what a method is, and its settings as a suite would write them. */
  @Command(
      name = "describe",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Says what a method is and prints its settings.")
  void describe(@Parameters(paramLabel = "METHOD", description = "a method's name") String name) {
    PeftMethod<?> method = PeftMethods.named(name);
    MethodDescription description = method.description();
    PrintWriter out = out();
    out.println(method.name() + ": " + description.title());
    out.println();
    out.println("Formula:  " + description.formula());
    out.println("Paper:    " + description.paper());
    out.println("Advice:   " + description.advice());
    List<String> sites = new ArrayList<>();
    method
        .complete(Json.MAPPER.createObjectNode())
        .path("targets")
        .forEach(target -> sites.add(target.asText()));
    if (!sites.isEmpty()) {
      out.println("Sites:    " + String.join(", ", sites) + "; by default those that a model has");
    }
    new MethodCosts(new MethodChoice(method, Json.MAPPER.createObjectNode())).print(out);
    out.println();
    out.println("Settings and defaults, under 'config:' in a suite:");
    method
        .complete(Json.MAPPER.createObjectNode())
        .properties()
        .forEach(
            setting -> out.println("  %s: %s".formatted(setting.getKey(), setting.getValue())));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
