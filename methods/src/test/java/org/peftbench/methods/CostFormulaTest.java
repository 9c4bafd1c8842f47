package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;

/** Formulas give the numbers that methods state for a network of one square map. */
class CostFormulaTest {
  /** A square, so that its root is the most even cut. */
  private static final int D = 64;

  private static final int RANK = 3;
  private static final int TOKENS = 5;
  private static final int DIRECTIONS = 2;
  private static final int HEADS = 2;
  private static final int INNER = 7;
  private static final int REDUCTION = 4;

  /** Sizes that methods call by these names. */
  private static final Map<String, Integer> SIZES =
      Map.of(
          "rank", RANK,
          "directions", DIRECTIONS,
          "virtual_tokens", TOKENS,
          "hidden_size", INNER,
          "reduction", REDUCTION);

  static Stream<String> methods() {
    return PeftMethods.all().stream().map(PeftMethod::name);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void formulaAndNumbersAgree(String name) {
    PeftMethod<?> method = PeftMethods.named(name);
    ObjectNode config = method.complete(settings(method));
    // what reslora says of a map holds behind the first layer: the last of three
    boolean linked = config.has("previous");
    Cost cost = method.cost(new Square(place(config), linked ? 3 : 1), config);
    Cost before = linked ? method.cost(new Square(place(config), 2), config) : Cost.NONE;
    CostFormula formula = method.costFormula();
    Map<Character, Long> letters = letters(config);
    assertThat(cost.trained() - before.trained())
        .isEqualTo(Formula.evaluate(formula.trained(), letters));
    assertThat(cost.multiplyAdds() - before.multiplyAdds())
        .isEqualTo(Formula.evaluate(formula.multiplyAdds(), letters));
  }

  /** The defaults, moved to one place and to small sizes. */
  private static ObjectNode settings(PeftMethod<?> method) {
    ObjectNode defaults = method.complete(Json.MAPPER.createObjectNode());
    ObjectNode settings = Json.MAPPER.createObjectNode();
    SIZES.forEach(
        (key, value) -> {
          if (defaults.has(key)) {
            settings.put(key, value);
          }
        });
    if (defaults.has("init_rank")) { // ranks are taken away
      settings.put("init_rank", RANK).put("target_rank", RANK - 1);
    } else if (defaults.has("target_rank")) { // ranks are added
      settings.put("rank", RANK - 1).put("target_rank", RANK);
    }
    if (defaults.has("feedforward")) {
      settings.putArray("feedforward");
    }
    for (String places : List.of("targets", "quantized")) {
      if (defaults.has(places)) {
        settings.putArray(places).add(place(method, defaults.get(places)).toString());
      }
    }
    return settings;
  }

  /** Where a method acts by default; of several linear maps one. */
  private static Role place(PeftMethod<?> method, JsonNode targets) {
    List<Role> roles = new ArrayList<>();
    targets.forEach(target -> roles.add(Role.named(target.asText())));
    Role last = roles.get(roles.size() - 1);
    if (roles.stream().noneMatch(Role::isLinear)) {
      return last;
    }
    return method.name().equals("loraprune") ? Role.FFN_UP : Role.QUERY; // it prunes no lone query
  }

  private static Role place(ObjectNode config) {
    return config.has("targets") ? Role.named(config.get("targets").get(0).asText()) : Role.QUERY;
  }

  private static Map<Character, Long> letters(ObjectNode config) {
    Map<Character, Long> letters = new LinkedHashMap<>();
    letters.put('d', (long) D);
    letters.put('r', config.path("rank").asLong(RANK));
    if (config.has("target_rank")) {
      letters.put('r', (long) RANK);
    }
    letters.put('b', (long) D / REDUCTION);
    letters.put('e', (long) INNER);
    letters.put('n', (long) TOKENS);
    letters.put('h', (long) HEADS);
    letters.put('k', (long) DIRECTIONS);
    letters.put('c', config.path("coefficients").asLong());
    letters.put('t', config.path("terms").asLong());
    letters.put('m', config.path("factors").asLong());
    letters.put('s', config.path("block_size").asLong());
    letters.put('g', config.path("group_size").asLong());
    return letters;
  }

  /**
   * Layers of an attention, a feed-forward's sub-layer, and one map, or norm, with W and bias.
   *
   * @param role of the map, or the norm; what is none of both stands beside a query
   */
  private record Square(Role role, int layers) implements Outline {
    private boolean isNorm() {
      return role == Role.LAYER_NORM;
    }

    private Site map(int layer) {
      return site(layer, role.isLinear() || isNorm() ? role : Role.QUERY, "map");
    }

    private static Site site(int layer, Role role, String module) {
      return new Site("encoder", layer, role, "layer." + layer + "." + module, D, D);
    }

    @Override
    public List<Site> sites() {
      List<Site> sites = new ArrayList<>();
      sites.add(new Site("encoder", -1, Role.STACK_INPUT, "input", D, D));
      for (int layer = 0; layer < layers; layer++) {
        sites.add(map(layer));
        sites.add(site(layer, Role.ATTENTION, "attention"));
        sites.add(site(layer, Role.FFN_SUBLAYER, "sublayer"));
      }
      return sites;
    }

    @Override
    public Map<String, Long> sizes() {
      Map<String, Long> sizes = new LinkedHashMap<>();
      for (int layer = 0; layer < layers; layer++) {
        sizes.put(map(layer).weight(), isNorm() ? D : (long) D * D);
        sizes.put(map(layer).bias(), (long) D);
      }
      return sizes;
    }

    @Override
    public int hiddenSize() {
      return D;
    }

    @Override
    public int maxPositions() {
      return 100;
    }

    @Override
    public int keyValueHeads() {
      return HEADS;
    }
  }
}
