package org.peftbench.harness.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a trained adapter: a run, or a folder. */
final class AdapterChoice {
  @Mixin StoreOption store;

  @Parameters(
      paramLabel = "RUN",
      description =
          "a run's id, or the beginning of one, in the store; or the folder of an adapter that"
              + " peftbench saved")
  String run;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "where the backbone is now, if not where the run had it")
  @Nullable String model;

  /**
   * The adapter's folder.
   *
   * @throws UserError if there is none of that name, with the nearest, or it was not kept
   */
  Path folder() {
    Path folder = path(run);
    if (folder != null && Files.isDirectory(folder)) {
      return folder;
    }
    RunStore runs = RunStore.existing(store.path());
    RunRecord record = runs.named(run);
    String id = record.spec().id();
    Path adapter = runs.folder(id).resolve("adapter");
    if (record.status() != RunStatus.SUCCEEDED) {
      throw new UserError(
          "run %s (%s) ended as %s and left no adapter: %s",
          id, record.label(), record.status(), record.message());
    }
    if (!Files.isDirectory(adapter)) {
      throw new UserError(
          "the adapter of run %s (%s) was removed for its size: run again with --keep-adapters",
          id, record.label());
    }
    return adapter;
  }

  /** The backbone's files. */
  ModelFiles backbone(Installation installation, Path folder) {
    String id = model == null ? AdapterFiles.card(folder).backbone().id() : model;
    return installation.models().fetch(id);
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null; // no path, so it is to be a run's id
    }
  }
}
