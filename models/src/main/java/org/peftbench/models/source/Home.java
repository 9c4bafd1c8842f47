package org.peftbench.models.source;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where peftbench keeps what can be made again: converted checkpoints and unpacked libraries. */
public final class Home {
  /** The environment's variable that names the folder. */
  public static final String VARIABLE = "PEFTBENCH_HOME";

  private static final String NAME = "peftbench";

  private Home() {}

  /**
   * {@code PEFTBENCH_HOME}, else {@code peftbench} in the platform's folder for caches; absolute.
   */
  public static Path resolve() {
    return resolve(System.getenv(), System::getProperty);
  }

  static Path resolve(Map<String, String> environment, UnaryOperator<String> properties) {
    return set(environment, VARIABLE)
        .orElseGet(() -> caches(environment, properties).resolve(NAME))
        .toAbsolutePath()
        .normalize();
  }

  private static Path caches(Map<String, String> environment, UnaryOperator<String> properties) {
    String system = properties.apply("os.name").toLowerCase(Locale.ROOT);
    Path user = Path.of(properties.apply("user.home"));
    if (system.startsWith("windows")) {
      return set(environment, "LOCALAPPDATA").orElse(user.resolve("AppData").resolve("Local"));
    }
    if (system.startsWith("mac")) {
      return user.resolve("Library").resolve("Caches");
    }
    // The XDG specification: a relative path is to be ignored.
    return set(environment, "XDG_CACHE_HOME")
        .filter(Path::isAbsolute)
        .orElse(user.resolve(".cache"));
  }

  private static Optional<Path> set(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
