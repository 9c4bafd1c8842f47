package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.peftbench.harness.exchange.PeftImport;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.results.base.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench import}: an adapter that Hugging Face peft saved. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Reads the adapter of a sequence classifier that Hugging Face peft saved, to predict with it,"
          + " to merge it, or to start a suite from it (init).",
      ""
    },
    footer = {
      "",
      "Example:",
      "  peftbench import saved --model bert-base-uncased --out adapters/lora"
    })
final class ImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin HardwareOptions hardware;

  @Parameters(paramLabel = "DIR", description = "the folder that peft saved")
  Path source;

  @Option(
      names = "--model",
      paramLabel = "ID",
      required = true,
      description = "the backbone it was trained on: a known checkpoint or a folder")
  String model;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to make")
  Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Hardware chosen = hardware.hardware();
    Installation installation = new Installation(null);
    installation.useEngine();
    AdapterCard card = PeftImport.write(installation.models().fetch(model), source, chosen, out);
    spec.commandLine()
        .getOut()
        .printf(
            "Adapter: %s (%s %s)%n",
            out.toAbsolutePath(), card.method().name(), Json.canonical(card.method().config()));
    return 0;
  }
}
