package org.peftbench.methods;

import java.util.List;
import java.util.TreeSet;
import org.peftbench.models.Backbone;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Picks the sites a configuration names. */
public final class Targets {
  private Targets() {}

  /**
   * The backbone's sites with one of the roles, in the backbone's order.
   *
   * @param roles as configurations spell them
   * @throws UserError for an unknown role, or when a role has no site here
   */
  public static List<Site> select(Backbone backbone, List<String> roles) {
    if (roles.isEmpty()) {
      throw new UserError("targets must name at least one site role, of: %s", available(backbone));
    }
    List<Role> wanted = roles.stream().map(Role::named).toList();
    List<Site> sites =
        backbone.sites().stream().filter(site -> wanted.contains(site.role())).toList();
    for (Role role : wanted) {
      if (sites.stream().noneMatch(site -> site.role() == role)) {
        throw new UserError(
            "target %s matches no site of this backbone; it has: %s", role, available(backbone));
      }
    }
    return sites;
  }

  /**
   * The same for methods that act on linear maps only.
   *
   * @throws UserError also for a role that is no linear map
   */
  public static List<Site> selectLinear(Backbone backbone, List<String> roles) {
    List<Site> sites = select(backbone, roles);
    for (Site site : sites) {
      if (!site.role().isLinear()) {
        throw new UserError(
            "target %s is not a linear map; those are: %s",
            site.role(),
            String.join(
                ", ",
                java.util.Arrays.stream(Role.values())
                    .filter(Role::isLinear)
                    .map(Role::toString)
                    .toList()));
      }
    }
    return sites;
  }

  private static String available(Backbone backbone) {
    TreeSet<String> roles = new TreeSet<>();
    backbone.sites().forEach(site -> roles.add(site.role().toString()));
    return String.join(", ", roles);
  }
}
