package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.peftbench.harness.exchange.PeftExport;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.results.base.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench export}: an adapter in the form of another library. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Writes a run's adapter so that Hugging Face peft's PeftModel.from_pretrained loads it.",
      ""
    },
    footer = {"", "Example:", "  peftbench export 3f0c --out adapters/lora"})
final class ExportCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("peft");

  @Spec CommandSpec spec;
  @Mixin AdapterChoice adapter;
  @Mixin HardwareOptions hardware;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "peft",
      description = "whose form; peft is the only one (default: ${DEFAULT-VALUE})")
  String format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "adapter",
      description = "folder to make (default: ${DEFAULT-VALUE})")
  Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!FORMATS.contains(format)) {
      throw Names.unknown("format", format, FORMATS);
    }
    Hardware chosen = hardware.hardware();
    Installation installation = new Installation(null);
    Path folder = adapter.folder();
    installation.useEngine();
    PeftExport.write(
        adapter.backbone(installation, folder),
        folder,
        chosen,
        out,
        spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println("Adapter: " + out.toAbsolutePath());
    return 0;
  }
}
