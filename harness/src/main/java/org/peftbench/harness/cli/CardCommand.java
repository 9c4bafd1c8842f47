package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.peftbench.reports.ModelCard;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench card}: a model card of a run's adapter. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {"Writes a model card with the run's results, in the form of model hubs.", ""})
final class CardCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;

  @Parameters(paramLabel = "RUN", description = "the run's id: its folder in the store")
  String run;

  @Option(
      names = "--save",
      description = "put it into the adapter's folder as README.md, instead of printing it")
  boolean save;

  @Override
  public Integer call() throws IOException {
    RunStore runs = RunStore.existing(store.path());
    RunRecord record =
        runs.find(run)
            .orElseThrow(
                () ->
                    Names.unknown(
                        "run", run, runs.all().stream().map(one -> one.spec().id()).toList()));
    String card = ModelCard.of(record);
    PrintWriter out = spec.commandLine().getOut();
    if (save) {
      Path adapter = runs.folder(run).resolve("adapter");
      if (!Files.isDirectory(adapter)) {
        throw new UserError("run %s kept no adapter: print its card without --save", run);
      }
      AtomicFile.write(adapter.resolve("README.md"), card);
      out.println(adapter.resolve("README.md"));
    } else {
      out.print(card);
    }
    return 0;
  }
}
