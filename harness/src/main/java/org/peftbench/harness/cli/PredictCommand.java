package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.exchange.Predictions;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench predict}: answers to rows of anybody's. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Answers rows: JSON objects, one a line, with text and perhaps pair, or with input_ids and"
          + " perhaps attention_mask and token_type_ids. A language model writes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench predict --model models/merged --input rows.jsonl",
      "  peftbench predict --model bert-base-uncased --adapter runs/3f0c.../adapter"
          + " --input rows.jsonl --logits --output answers.jsonl"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int BATCH = 32;

  @Spec CommandSpec spec;
  @Mixin HardwareOptions hardware;

  @Option(
      names = "--model",
      paramLabel = "ID",
      required = true,
      description = "a known checkpoint or a folder")
  String model;

  @Option(
      names = "--adapter",
      paramLabel = "DIR",
      description = "an adapter that peftbench saved (default: the checkpoint's own head)")
  @Nullable Path adapter;

  @Option(names = "--input", paramLabel = "FILE", required = true, description = "the rows")
  Path input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where the answers go (default: standard output)")
  @Nullable Path output;

  @Option(names = "--logits", description = "write the logits, too, all digits")
  boolean logits;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(input)) {
      throw new UserError("--input %s is not a file: name one of JSON objects, one a line", input);
    }
    Hardware chosen = hardware.hardware();
    Installation installation = new Installation(null);
    ModelFiles files = installation.models().fetch(model);
    installation.useEngine();
    List<String> lines = new Predictions(logits, BATCH, chosen).of(files, adapter, input);
    String text = String.join("\n", lines) + "\n";
    if (output == null) {
      spec.commandLine().getOut().print(text);
    } else {
      AtomicFile.write(output, text);
    }
    return 0;
  }
}
