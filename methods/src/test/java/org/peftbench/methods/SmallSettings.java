package org.peftbench.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;

/**
 * Sizes for networks as small as tests have them, where default ranks and blocks would not fit, and
 * schedules that a training of {@link #STEPS} steps gets through.
 */
final class SmallSettings {
  static final int STEPS = 3;

  private SmallSettings() {}

  /** The complete configuration: defaults but for sizes and schedules. */
  static ObjectNode of(PeftMethod<?> method, Outline outline) {
    ObjectNode defaults = method.complete(Json.MAPPER.createObjectNode());
    ObjectNode overrides = Json.MAPPER.createObjectNode();
    values(outline)
        .forEach(
            (key, value) -> {
              if (defaults.has(key)) {
                overrides.put(key, value);
              }
            });
    if (defaults.has("keep")) { // of a few elements a tenth may be none that meet
      overrides.put("keep", 0.5);
    }
    if (defaults.has("init_rank")) { // ranks are taken away
      overrides.put("init_rank", 2).put("target_rank", 1);
    } else if (defaults.has("target_rank")) { // ranks are added, at one place at a time
      overrides.put("rank", 1).put("target_rank", 2).put("warmup", 0);
      overrides.put("top", outline.sites().size());
    }
    return method.complete(overrides);
  }

  private static Map<String, Integer> values(Outline outline) {
    int divisor = divisor(outline);
    Map<String, Integer> values = new TreeMap<>();
    for (String one :
        List.of(
            "pre_launch", "start", "restart_every", "interval", "refresh_every", "directions")) {
      values.put(one, 1);
    }
    values.put("rank", 2);
    values.put("min_rank", 1);
    values.put("virtual_tokens", 2);
    values.put("hidden_size", 3);
    values.put("reduction", 2);
    values.put("coefficients", 10);
    values.put("block_size", divisor);
    values.put("group_size", divisor);
    values.put("terms", outline.hiddenSize() % 4 == 0 ? 2 : 1);
    return values;
  }

  /** Divides the widths of all linear maps. */
  private static int divisor(Outline outline) {
    return outline.sites().stream()
        .filter(site -> site.role().isLinear() && site.role() != Role.CLASSIFIER)
        .map(SmallSettings::divisor)
        .reduce(BigInteger.ZERO, BigInteger::gcd)
        .intValueExact();
  }

  private static BigInteger divisor(Site site) {
    return BigInteger.valueOf(site.in()).gcd(BigInteger.valueOf(site.out()));
  }
}
