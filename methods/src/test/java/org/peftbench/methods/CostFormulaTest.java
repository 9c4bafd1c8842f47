package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private static final int D = 24;
  private static final int R = 3;
  private static final int N = 5;
  private static final int K = 2;
  private static final int REDUCTION = 4;

  static Stream<String> methods() {
    return PeftMethods.all().stream()
        .filter(method -> method.costFormula() != null)
        .map(PeftMethod::name);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void formulaAndNumbersAgree(String name) {
    PeftMethod<?> method = PeftMethods.named(name);
    CostFormula formula = method.costFormula();
    Cost cost = method.cost(new OneMap(), method.complete(settings(method)));
    assertThat(formula).isNotNull();
    assertThat(cost).isNotNull();
    assertThat(cost.trained()).isEqualTo(evaluate(formula.trained()));
    assertThat(cost.multiplyAdds()).isEqualTo(evaluate(formula.multiplyAdds()));
  }

  /** The defaults, moved to the one map and to small sizes. */
  private static ObjectNode settings(PeftMethod<?> method) {
    ObjectNode defaults = method.complete(Json.MAPPER.createObjectNode());
    ObjectNode settings = Json.MAPPER.createObjectNode();
    Map.of(
            "rank",
            R,
            "init_rank",
            R,
            "target_rank",
            R - 1,
            "directions",
            K,
            "virtual_tokens",
            N,
            "reduction",
            REDUCTION)
        .forEach(
            (key, value) -> {
              if (defaults.has(key)) {
                settings.put(key, value);
              }
            });
    if (defaults.has("feedforward")) {
      settings.putArray("feedforward");
    }
    if (defaults.has("targets")) {
      List<String> kinds =
          List.of(Role.ATTENTION.toString(), Role.FFN_SUBLAYER.toString(), Role.QUERY.toString());
      String first = defaults.get("targets").get(defaults.get("targets").size() - 1).asText();
      settings.putArray("targets").add(kinds.contains(first) ? first : Role.QUERY.toString());
    }
    return settings;
  }

  /** Sums of products such as {@code 2dr + d²}. */
  private static long evaluate(String formula) {
    long sum = 0;
    for (String term : formula.split(" \\+ ", -1)) {
      long product = 1;
      long previous = 1;
      for (int i = 0; i < term.length(); i++) {
        previous =
            switch (term.charAt(i)) {
              case 'd' -> D;
              case 'r' -> R;
              case 'n' -> N;
              case 'k' -> K;
              case 'b' -> D / REDUCTION;
              case '²' -> previous;
              default -> Character.digit(term.charAt(i), 10);
            };
        product *= previous;
      }
      sum += product;
    }
    return sum;
  }

  private record OneMap() implements Outline {
    private static final Site MAP = site(Role.QUERY, "map");

    private static Site site(Role role, String module) {
      return new Site("encoder", 0, role, module, D, D);
    }

    @Override
    public List<Site> sites() {
      return List.of(
          site(Role.STACK_INPUT, "input"),
          MAP,
          site(Role.ATTENTION, "attention"),
          site(Role.FFN_SUBLAYER, "sublayer"));
    }

    @Override
    public Map<String, Long> sizes() {
      return Map.of(MAP.weight(), (long) D * D, MAP.bias(), (long) D);
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
      return 1;
    }
  }
}
