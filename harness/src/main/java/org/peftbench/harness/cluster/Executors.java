package org.peftbench.harness.cluster;

import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.peftbench.results.base.UserError;

/** The executors on the class path, jars that the thread's context class loader adds included. */
public final class Executors {
  private Executors() {}

  /**
   * The executor of that name.
   *
   * @throws UserError if there is none
   */
  public static Executor named(String name) {
    Map<String, Executor> known = new TreeMap<>();
    try {
      ServiceLoader.load(Executor.class).forEach(each -> known.put(each.name(), each));
    } catch (ServiceConfigurationError e) {
      throw new UserError("an executor on the class path can't be loaded: %s", e.getMessage())
          .withCause(e);
    }
    Executor found = known.get(name);
    if (found == null) {
      throw new UserError(
          "Unknown executor '%s'. Available: %s. Executors are plug-ins: name the folder of its jar"
              + " with --plugins (see docs/cluster.md)",
          name, known.isEmpty() ? "none" : String.join(", ", known.keySet()));
    }
    return found;
  }
}
