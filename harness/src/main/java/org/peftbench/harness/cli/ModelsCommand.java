package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.Checkpoint;
import org.peftbench.models.source.Llama2cConverter;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.results.base.Json;
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
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists the known checkpoints, the default first.")
  void list() {
    AlignedText columns = new AlignedText();
    for (Checkpoint checkpoint : ModelRepository.known()) {
      columns.line(
          checkpoint.name(),
          String.format(Locale.ROOT, "%.1f M parameters", checkpoint.parameters() / 1e6),
          checkpoint.licence(),
          checkpoint.artifact());
    }
    out().print(columns.render());
  }

  /** Fetches and converts a model, unless it is here already. */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Fetches a model and converts it, unless it is here already.")
  void fetch(
      @Parameters(paramLabel = "MODEL", description = "name, dir:PATH or hub:OWNER/NAME[@REVISION]")
          String id) {
    ModelFiles files = new Installation(null).models().fetch(id);
    AlignedText columns = new AlignedText();
    columns.line("folder", files.folder().toString());
    columns.line("digest", files.digest());
    out().print(columns.render());
  }

  /** Prints what is known of a model without or with its weights. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Prints a model's adaptable places with their shapes, its parameters and its memory, and"
            + " what is known of a checkpoint.",
        "Models of the literature are shown from their configurations: their weights are not"
            + " needed."
      })
  void show(
      @Parameters(paramLabel = "MODEL", description = "name, dir:PATH or hub:OWNER/NAME[@REVISION]")
          String name)
      throws IOException, InterruptedException {
    if (Installation.isPlace(name)) {
      Installation installation = new Installation(null);
      ModelFiles files = installation.models().fetch(name);
      installation.useEngine();
      try (Backbone backbone = Architecture.openAny(files)) {
        SiteTable.print(backbone, out());
      }
      return;
    }
    Outline outline = Outlines.named(name);
    ModelRepository.known().stream()
        .filter(checkpoint -> checkpoint.name().equals(name))
        .forEach(checkpoint -> out().print(Json.pretty(checkpoint)));
    SiteTable.print(outline, out());
  }

  /** Makes a Hugging Face folder of a llama2.c model. */
  @Command(
      name = "convert",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Turns a model and a tokenizer of llama2.c into a folder for dir:FOLDER.")
  void convert(
      @Parameters(paramLabel = "MODEL", description = "weights, MODEL.bin of version 0") Path model,
      @Parameters(paramLabel = "TOKENIZER", description = "its tokenizer.bin") Path tokenizer,
      @Parameters(paramLabel = "FOLDER", description = "made if need be") Path folder) {
    Llama2cConverter.convert(model, tokenizer, folder);
    out().println("dir:" + folder);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
