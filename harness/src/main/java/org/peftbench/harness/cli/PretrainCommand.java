package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.pretrain.PretrainWorker;
import org.peftbench.harness.pretrain.Recipe;
import org.peftbench.harness.worker.Foreground;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code peftbench pretrain}: makes a model of the tiny family anew. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Trains a tiny model from scratch by its recipe, on text that comes with peftbench, and writes"
          + " weights, tokenizer, loss curve and model card.",
      ""
    })
final class PretrainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RECIPE",
      description = "tiny-decoder, tiny-seq2seq, tiny-roberta or tiny-deberta")
  String name;

  @Option(names = "--out", paramLabel = "DIR", description = "folder to fill (default: ./RECIPE)")
  @Nullable Path out;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "stop after so many steps (default: the recipe's)")
  @Nullable Integer steps;

  @Mixin EngineThreads threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Recipe recipe = Recipe.named(name);
    int wanted = steps == null ? recipe.steps() : steps;
    if (wanted < 1 || wanted > recipe.steps()) {
      throw new UserError(
          "--steps must lie in 1..%d, the recipe's steps, got %d", recipe.steps(), wanted);
    }
    Path folder = out == null ? Path.of(recipe.name()) : out;
    return Foreground.run(
        PretrainWorker.class,
        new Installation(null).home(),
        threads.count(),
        List.of(name, folder.toAbsolutePath().toString(), Integer.toString(wanted)));
  }
}
