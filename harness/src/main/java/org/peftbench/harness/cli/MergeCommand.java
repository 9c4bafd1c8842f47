package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.peftbench.harness.exchange.MergedCheckpoint;
import org.peftbench.harness.suite.Hardware;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench merge}: an adapter folded into a checkpoint. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Folds a run's adapter into its backbone's weights and writes the checkpoint, head included,"
          + " in Hugging Face's form.",
      ""
    },
    footer = {"", "Example:", "  peftbench merge 3f0c --out models/merged"})
final class MergeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin AdapterChoice adapter;
  @Mixin HardwareOptions hardware;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to make")
  Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Hardware chosen = hardware.hardware();
    Installation installation = new Installation(null);
    Path folder = adapter.folder();
    installation.useEngine();
    MergedCheckpoint.write(
        adapter.backbone(installation, folder),
        folder,
        chosen,
        out,
        spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println("Checkpoint: " + out.toAbsolutePath());
    return 0;
  }
}
