package org.peftbench.harness.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.worker.Plugins;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --plugins} of every command, where jars with more methods lie. */
final class PluginsOption {
  private static final String VARIABLE = "PEFTBENCH_PLUGINS";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "folder of jars with methods of your own (default: $$PEFTBENCH_PLUGINS;"
              + " see docs/add-a-method.md)")
  @Nullable Path folder;

  Plugins plugins() {
    String variable = System.getenv(VARIABLE);
    Path chosen =
        folder == null && variable != null && !variable.isBlank() ? Path.of(variable) : folder;
    return chosen == null ? Plugins.NONE : Plugins.in(chosen);
  }
}
