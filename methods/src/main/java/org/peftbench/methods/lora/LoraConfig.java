package org.peftbench.methods.lora;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peftbench.methods.Checks;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/**
 * What the members of the LoRA family share.
 *
 * @param rank r, of the added product
 * @param alpha α; the product is scaled by α/r, or by α/√r where a method says so
 * @param dropout on what enters A, in training
 * @param targets roles of the linear maps it is added to
 * @param rankPattern other ranks by role or by module path; a path goes before a role
 */
public record LoraConfig(
    int rank,
    double alpha,
    double dropout,
    List<String> targets,
    Map<String, Integer> rankPattern) {
  /** Hugging Face peft's: rank 8, alpha 8, on queries and values. */
  public static final LoraConfig DEFAULT =
      new LoraConfig(8, 8, 0, List.of("query", "value"), Map.of());

  public LoraConfig {
    Checks.atLeast("rank", rank, 1);
    Checks.positive("alpha", alpha);
    Checks.probability("dropout", dropout);
    targets = Checks.roles("targets", targets);
    if (rankPattern == null) {
      throw new UserError("rank_pattern must map sites to ranks, or be left out, got null");
    }
    rankPattern.forEach((key, value) -> Checks.atLeast("rank_pattern " + key, value, 1));
    rankPattern = Collections.unmodifiableMap(new TreeMap<>(rankPattern));
  }

  /** The rank at a site. */
  int rankAt(Site site) {
    int ofRole = rankPattern.getOrDefault(site.role().toString(), rank);
    return rankPattern.getOrDefault(site.module(), ofRole);
  }

  /** Refuses a pattern that would act nowhere. */
  void checkPattern(String method, List<Site> sites) {
    Set<String> known = sites.stream().map(Site::module).collect(Collectors.toSet());
    sites.forEach(site -> known.add(site.role().toString()));
    for (String key : rankPattern.keySet()) {
      if (!known.contains(key)) {
        throw new UserError(
            "%s config: rank_pattern %s is none of the adapted sites: name a role of %s or a module path such as %s",
            method, key, targets, sites.get(0));
      }
    }
  }
}
