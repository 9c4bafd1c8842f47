package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.MetricNames;

/** The answer in two sentences, drawn from the tests and nothing else. */
public final class Headline {
  private static final int NAMED_BLOCKS = 3;

  private Headline() {}

  /** Who has the best mean, and who gets as far with the fewest trained parameters. */
  public static String of(Comparison comparison) {
    List<Block> decided =
        comparison.blocks().stream().filter(block -> block.best().isPresent()).toList();
    if (comparison.blocks().isEmpty()) {
      return "There are no runs to compare. Run a suite first.";
    }
    if (decided.isEmpty()) {
      return "No run succeeded, so nothing can be compared. The reasons are listed below.";
    }
    List<Block> named = decided.subList(0, Math.min(NAMED_BLOCKS, decided.size()));
    String rest =
        decided.size() > named.size()
            ? " (and " + (decided.size() - named.size()) + " more below)"
            : "";
    return "Best mean: "
        + byRow(named, Headline::best, Headline::score)
        + rest
        + ". "
        + second(named)
        + rest
        + ".";
  }

  private static String second(List<Block> blocks) {
    boolean tested =
        blocks.stream()
            .flatMap(block -> block.rows().stream())
            .anyMatch(row -> row.standing().pValue() != null);
    if (!tested) {
      return "No difference could be tested, so the order is no more than the order of the means";
    }
    return "Fewest trained parameters that can't be told apart from the best: "
        + byRow(blocks, Headline::smallest, block -> "");
  }

  /** {@code lora (0.65 % of the backbone) on a (score) and b (score); full on c (score)}. */
  private static String byRow(
      List<Block> blocks, Function<Block, String> name, Function<Block, String> detail) {
    Map<String, List<String>> tasks = new LinkedHashMap<>();
    for (Block block : blocks) {
      tasks
          .computeIfAbsent(name.apply(block), key -> new ArrayList<>())
          .add(block.taskName() + detail.apply(block));
    }
    return tasks.entrySet().stream()
        .map(entry -> entry.getKey() + " on " + joined(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String best(Block block) {
    Row best = block.best().orElseThrow();
    return best.label() + (best.optimistic() ? " (optimistic)" : "");
  }

  private static String score(Block block) {
    Figure score = block.best().orElseThrow().figure(block.primaryMetric()).orElseThrow();
    return " (" + score.name() + " " + Figures.spread(score.summary(), score.unit()) + ")";
  }

  /** The row with the fewest parameters among the best one and its ties. */
  private static String smallest(Block block) {
    return block.notBehind().stream()
        .filter(row -> row.figure(MetricNames.TRAINABLE_ADAPTATION).isPresent())
        .min(Comparator.comparingDouble(Row::trained))
        .map(row -> row.label() + parameters(row))
        .orElse("not known");
  }

  private static String parameters(Row row) {
    Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
    return " ("
        + Figures.count(row.trained())
        + (whole == null || whole == 0
            ? ""
            : ", " + Figures.share(row.trained(), whole) + " of the backbone")
        + ")";
  }

  private static String joined(List<String> clauses) {
    List<String> parts = new ArrayList<>(clauses);
    if (parts.size() == 1) {
      return parts.get(0);
    }
    String last = parts.remove(parts.size() - 1);
    return String.join(", ", parts) + " and " + last;
  }
}
