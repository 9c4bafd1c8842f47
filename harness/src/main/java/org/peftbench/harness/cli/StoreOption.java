package org.peftbench.harness.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --store}, where runs are kept. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "runs",
      description =
          "folder of run records, or a .zip of 'runs pack' to read (default: ${DEFAULT-VALUE})")
  Path store = Path.of("runs");

  Path path() {
    return store.toAbsolutePath().normalize();
  }
}
