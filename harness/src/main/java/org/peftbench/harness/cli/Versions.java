package org.peftbench.harness.cli;

import java.util.Optional;
import org.peftbench.harness.worker.EngineVersions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; the engine is not loaded for it. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "peftbench " + peftbench(),
      "Java       %s (%s)"
          .formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
      "System     %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
      "DJL        " + EngineVersions.djl(),
      "libtorch   " + EngineVersions.libtorch(),
      "tokenizers " + EngineVersions.tokenizers()
    };
  }

  private static String peftbench() {
    return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }
}
