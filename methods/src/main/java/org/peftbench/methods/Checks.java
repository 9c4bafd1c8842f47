package org.peftbench.methods;

import java.util.Collection;
import java.util.List;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
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

  /** A whole number with a greatest value. */
  public static void atMost(String name, int value, int greatest) {
    if (value > greatest) {
      throw new UserError("%s must be <= %d, got %d", name, greatest, value);
    }
  }

  /** A whole number that 2 divides. */
  public static void even(String name, int value) {
    if (value % 2 != 0) {
      throw new UserError("%s must be even, got %d", name, value);
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

  /** A number strictly between 0 and 1. */
  public static void fraction(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new UserError("%s must lie in (0, 1), got %s", name, value);
    }
  }

  /** One of some names. */
  public static void oneOf(String name, String value, Collection<String> known) {
    if (!known.contains(value)) {
      throw Names.unknown(name, value, known);
    }
  }

  /** A rank that the matrix of a site can have. */
  public static void rank(String method, int rank, Site site) {
    fits(method + " config: rank", rank, site);
  }

  /**
   * A size of blocks that cuts a length without rest.
   *
   * @param length of what at the site, in words: {@code input width}
   */
  public static void divides(
      String method, String name, int block, String length, int size, Site site) {
    if (size % block != 0) {
      int next = Math.min(block, size);
      while (size % next != 0) {
        next--;
      }
      throw new UserError(
          "%s config: %s must divide %d, the %s of %s, got %d; %d would",
          method, name, size, length, site, block, next);
    }
  }

  /** A number of directions that a linear map has room for. */
  public static void fits(String name, int value, Site site) {
    int largest = Math.min(site.in(), site.out());
    if (value > largest) {
      throw new UserError(
          "%s must be <= %d, the smaller side of %s, got %d", name, largest, site, value);
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
