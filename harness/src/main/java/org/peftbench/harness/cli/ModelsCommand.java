package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.peftbench.models.source.Checkpoint;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench models}: what can be fine-tuned. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Lists the known pretrained models, fetches or shows one. A folder in Hugging Face form is"
          + " named dir:PATH, a model of its hub hub:OWNER/NAME or hub:OWNER/NAME@REVISION.",
      ""
    })
final class ModelsCommand {
  @Spec CommandSpec spec;

  /** Prints a line a checkpoint. */
  @Command(name = "list", description = "Lists the known checkpoints, the default first.")
  void list() {
    Columns columns = new Columns();
    for (Checkpoint checkpoint : ModelRepository.known()) {
      columns.row(
          checkpoint.name(),
          String.format(Locale.ROOT, "%.1f M parameters", checkpoint.parameters() / 1e6),
          checkpoint.licence(),
          checkpoint.artifact());
    }
    columns.print(out());
  }

  /** Fetches and converts a model, unless it is here already. */
  @Command(
      name = "fetch",
      description = "Fetches a model and converts it, unless it is here already.")
  void fetch(
      @Parameters(paramLabel = "MODEL", description = "name, dir:PATH or hub:OWNER/NAME[@REVISION]")
          String id) {
    ModelFiles files = new Installation(null).models().fetch(id);
    Columns columns = new Columns();
    columns.row("folder", files.folder().toString());
    columns.row("digest", files.digest());
    columns.print(out());
  }

  /** Prints a known checkpoint's data file. */
  @Command(name = "show", description = "Prints what is known of a checkpoint.")
  void show(@Parameters(paramLabel = "MODEL", description = "a checkpoint's name") String name) {
    Checkpoint known =
        ModelRepository.known().stream()
            .filter(checkpoint -> checkpoint.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Names.unknown(
                        "model",
                        name,
                        ModelRepository.known().stream().map(Checkpoint::name).toList()));
    out().print(Json.pretty(known));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
