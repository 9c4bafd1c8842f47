package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        + joined(named.stream().map(Headline::best).toList())
        + rest
        + ". "
        + second(named)
        + rest
        + ".";
  }

  private static String best(Block block) {
    Row best = block.best().orElseThrow();
    Figure score = best.figure(block.primaryMetric()).orElseThrow();
    return best.label()
        + " on "
        + block.task().name()
        + " ("
        + score.name()
        + " "
        + Figures.spread(score.summary(), score.unit())
        + ")";
  }

  private static String second(List<Block> blocks) {
    boolean tested =
        blocks.stream()
            .flatMap(block -> block.rows().stream())
            .anyMatch(row -> row.standing().pValue() != null);
    if (!tested) {
      return "No difference could be tested, so the order is no more than the order of the means";
    }
    return "Fewest trained parameters that can't be told apart from it: "
        + joined(blocks.stream().map(Headline::smallest).toList());
  }

  private static String smallest(Block block) {
    Optional<Row> row =
        block.rows().stream()
            .filter(
                candidate ->
                    candidate.standing().kind() == Standing.Kind.BEST
                        || candidate.standing().kind() == Standing.Kind.TIED)
            .filter(candidate -> candidate.mean(MetricNames.TRAINABLE_ADAPTATION) != null)
            .min(
                Comparator.comparingDouble(
                    candidate ->
                        candidate
                            .figure(MetricNames.TRAINABLE_ADAPTATION)
                            .map(figure -> figure.summary().mean())
                            .orElse(Double.POSITIVE_INFINITY)));
    if (row.isEmpty()) {
      return "not known on " + block.task().name();
    }
    boolean best = row.get().standing().kind() == Standing.Kind.BEST;
    return (best ? "only " + row.get().label() + " itself" : row.get().label())
        + " on "
        + block.task().name()
        + parameters(row.get());
  }

  private static String parameters(Row row) {
    Double trained = row.mean(MetricNames.TRAINABLE_ADAPTATION);
    Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
    if (trained == null) {
      return "";
    }
    return " ("
        + Figures.count(trained)
        + (whole == null || whole == 0
            ? ""
            : ", " + Figures.share(trained, whole) + " of the backbone")
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
