package org.peftbench.methods;

import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * The registry: every method on the class path, jars that the thread's context class loader adds
 * included.
 */
public final class PeftMethods {
  private PeftMethods() {}

  /** All methods, by name. */
  public static List<PeftMethod<?>> all() {
    return List.copyOf(byName().values());
  }

  /**
   * The method of that name.
   *
   * @throws org.peftbench.results.base.UserError with the nearest name and the full list, if there
   *     is none
   */
  public static PeftMethod<?> named(String name) {
    Map<String, PeftMethod<?>> methods = byName();
    PeftMethod<?> method = methods.get(name);
    if (method == null) {
      throw Names.unknown("method", name, methods.keySet());
    }
    return method;
  }

  private static Map<String, PeftMethod<?>> byName() {
    Map<String, PeftMethod<?>> methods = new TreeMap<>();
    try {
      for (PeftMethod<?> method : ServiceLoader.load(PeftMethod.class)) {
        PeftMethod<?> other = methods.put(method.name(), method);
        if (other != null) {
          throw new UserError(
              "two methods are called %s, %s and %s: rename one of them",
              method.name(), other.getClass().getName(), method.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new UserError("a method on the class path can't be loaded: %s", e.getMessage())
          .withCause(e);
    }
    return methods;
  }
}
