package org.peftbench.methods;

import java.util.Collection;
import java.util.List;
import org.peftbench.models.Role;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Rules that configurations share. */
public final class Checks {
  private Checks() {}

  /** A whole number with a least value. */
  public static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new UserError("%s must be >= %d, got %d", name, least, value);
    }
  }

  /** A finite number above 0. */
  public static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new UserError("%s must be > 0, got %s", name, value);
    }
  }

  /** A probability below 1. */
  public static void probability(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new UserError("%s must lie in [0, 1), got %s", name, value);
    }
  }

  /** One of some names. */
  public static void oneOf(String name, String value, Collection<String> known) {
    if (!known.contains(value)) {
      throw Names.unknown(name, value, known);
    }
  }

  /** Names of site roles, each once; the copy to keep. */
  public static List<String> roles(String name, List<String> roles) {
    roles.forEach(Role::named);
    if (roles.isEmpty() || roles.stream().distinct().count() != roles.size()) {
      throw new UserError("%s must name at least one site role, each once, got %s", name, roles);
    }
    return List.copyOf(roles);
  }
}
