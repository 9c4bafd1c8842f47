package org.peftbench.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.source.Home;
import picocli.CommandLine.Option;

/** The option {@code --data}, where data sets lie. */
final class DataOption {
  private static final String VARIABLE = "PEFTBENCH_DATA";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "folder of data sets, read from <data set>/<config>/<split>.parquet, .jsonl, .json, .csv,"
              + " .tsv or .conll, all but the first also with .gz (default: $PEFTBENCH_DATA; bundled tasks need none)")
  @Nullable Path data;

  /** The folder; null if none was named and nothing fetched. */
  @Nullable Path path() {
    Path chosen = named();
    Path fetched = fetched();
    return chosen == null && Files.isDirectory(fetched) ? fetched : chosen;
  }

  /** The folder to fetch into. */
  Path fetchRoot() {
    Path chosen = named();
    return chosen == null ? fetched() : chosen;
  }

  private @Nullable Path named() {
    String variable = System.getenv(VARIABLE);
    Path chosen =
        data == null && variable != null && !variable.isBlank() ? Path.of(variable) : data;
    return chosen == null ? null : chosen.toAbsolutePath().normalize();
  }

  private static Path fetched() {
    return Home.resolve().resolve("data");
  }
}
