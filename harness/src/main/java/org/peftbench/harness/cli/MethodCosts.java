package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.UserError;

/** What a method's description says of cost and fit, with its default settings. */
record MethodCosts(MethodChoice choice) {
  void print(PrintWriter out) {
    CostFormula formula = choice.method().costFormula();
    out.println("One W:    trains " + formula.trained() + " parameters of W [d, d] with a bias");
    Map<String, Cost> costs = new LinkedHashMap<>();
    Map<String, String> refusals = new LinkedHashMap<>();
    for (String model : Outlines.names()) {
      try {
        costs.put(model, choice.cost(Outlines.named(model)));
      } catch (UserError e) {
        refusals.put(model, e.getMessage());
      }
    }
    String usual = ModelRepository.known().get(0).name();
    Cost cost = costs.get(usual);
    if (cost != null) {
      out.println(
          String.format(
              Locale.ROOT,
              "Trains:   %,d parameters of %s, beside the task head",
              cost.trained(),
              usual));
      out.println(
          cost.mergeable()
              ? "Merges:   yes, so that inference costs nothing more"
              : "Merges:   no, it stays beside the weights");
    }
    printFit(refusals, out);
    out.println("Tasks:    all: a method never sees the task");
  }

  /** Models that the method fits, and why not the others. */
  private static void printFit(Map<String, String> refusals, PrintWriter out) {
    out.println("Models:   all of 'peftbench params'" + (refusals.isEmpty() ? "" : " but"));
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    refusals.forEach(
        (model, reason) -> byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(model));
    byReason.forEach(
        (reason, models) -> out.println("          " + String.join(", ", models) + ": " + reason));
  }
}
