package org.peftbench.methods;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.peftbench.results.base.Names;

/** The registry: every method on the class path. */
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
    for (PeftMethod<?> method : ServiceLoader.load(PeftMethod.class)) {
      if (methods.put(method.name(), method) != null) {
        throw new IllegalStateException("two methods are called " + method.name());
      }
    }
    return methods;
  }
}
