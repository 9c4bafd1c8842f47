package org.peftbench.methods;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Picks the sites a configuration names. */
public final class Targets {
  /**
   * Roles of all linear maps of a layer, as configurations spell them; few networks have a gate.
   */
  public static final List<String> LAYER_MAPS =
      List.of("query", "key", "value", "attention_output", "ffn_up", "ffn_gate", "ffn_down");

  private Targets() {}

  /**
   * The outline's sites with one of the roles, in their order.
   *
   * @param roles as configurations spell them
   * @throws UserError for an unknown role, or when a role has no site here
   */
  public static List<Site> select(Outline outline, List<String> roles) {
    if (roles.isEmpty()) {
      throw new UserError("targets must name at least one site role, of: %s", available(outline));
    }
    List<Role> wanted = roles.stream().map(Role::named).toList();
    List<Site> sites =
        outline.sites().stream().filter(site -> wanted.contains(site.role())).toList();
    for (Role role : wanted) {
      if (sites.stream().noneMatch(site -> site.role() == role)) {
        throw new UserError(
            "target %s matches no site of this backbone; it has: %s", role, available(outline));
      }
    }
    return sites;
  }

  /**
   * The same for methods that act on linear maps only.
   *
   * @throws UserError also for a role that is no linear map
   */
  public static List<Site> selectLinear(Outline outline, List<String> roles) {
    return selectOnly(outline, roles, Role::isLinear, "a linear map");
  }

  /**
   * The same for methods that add a product of this rank.
   *
   * @param method for the message
   * @throws UserError also for a rank that a weight is too small for
   */
  public static List<Site> selectLinear(
      String method, Outline outline, List<String> roles, int rank) {
    List<Site> sites = selectLinear(outline, roles);
    sites.forEach(site -> Checks.rank(method, rank, site));
    return sites;
  }

  /**
   * The same for methods that act on the results of sub-layers only.
   *
   * @throws UserError also for a role that is no sub-layer
   */
  public static List<Site> selectSublayers(Outline outline, List<String> roles) {
    return selectOnly(outline, roles, Role::isSublayer, "a sub-layer");
  }

  /**
   * The same for methods that act on attentions only.
   *
   * @throws UserError also for a role that is no attention
   */
  public static List<Site> selectAttentions(Outline outline, List<String> roles) {
    return selectOnly(outline, roles, role -> role == Role.ATTENTION, "an attention");
  }

  private static List<Site> selectOnly(
      Outline outline, List<String> roles, Predicate<Role> kind, String what) {
    List<Site> sites = select(outline, roles);
    for (Site site : sites) {
      if (!kind.test(site.role())) {
        throw new UserError(
            "target %s is not %s; those are: %s",
            site.role(),
            what,
            Arrays.stream(Role.values())
                .filter(kind)
                .map(Role::toString)
                .collect(Collectors.joining(", ")));
      }
    }
    return sites;
  }

  private static String available(Outline outline) {
    TreeSet<String> roles = new TreeSet<>();
    outline.sites().forEach(site -> roles.add(site.role().toString()));
    return String.join(", ", roles);
  }
}
