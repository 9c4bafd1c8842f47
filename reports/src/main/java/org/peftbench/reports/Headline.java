package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.MetricNames;

/** The answer in two sentences, drawn from the tests and nothing else. */
public final class Headline {
  /** Of more tasks, or winners, only the numbers are told. */
  private static final int MOST_NAMED = 3;

  private Headline() {}

  /** Who scores best, and who gets as far with the fewest trained parameters. */
  public static String of(Comparison comparison) {
    List<Block> decided =
        comparison.blocks().stream()
            .map(Block::answering)
            .filter(block -> block.best().isPresent())
            .toList();
    if (comparison.blocks().isEmpty()) {
      return "There are no runs to compare. Run a suite first.";
    }
    if (decided.isEmpty()) {
      return "No run succeeded, so nothing can be compared; each failure is listed with its reason.";
    }
    List<Block> contested = decided.stream().filter(Block::isContested).toList();
    if (contested.isEmpty()) {
      return "Only one method was scored on "
          + (decided.size() == 1 ? score(decided.get(0)) : "each task")
          + ", so there is nothing to compare it with.";
    }
    int alone = decided.size() - contested.size();
    return answer(contested)
        + flattered(contested)
        + (alone == 0
            ? ""
            : " Left out: " + counted(alone, decided) + " that a single method was scored on.");
  }

  /** Where the sentence names no score, which would say so itself. */
  private static String flattered(List<Block> decided) {
    long optimistic =
        decided.stream().filter(block -> block.footing() == Footing.OPTIMISTIC).count();
    return optimistic == 0 || decided.size() <= MOST_NAMED
        ? ""
        : " On "
            + optimistic
            + " of them the state was chosen on the reported rows: those scores are too high.";
  }

  private static String answer(List<Block> decided) {
    String second =
        decided.stream()
                .flatMap(block -> block.rows().stream())
                .noneMatch(row -> row.standing().pValue() != null)
            ? "No difference could be tested, so the order is no more than the order of the means"
            : decided.size() > MOST_NAMED ? mostOften(decided) : smallest(decided);
    return (decided.size() > MOST_NAMED ? counted(decided) : highest(decided))
        + ". "
        + second
        + ".";
  }

  /** {@code full scores best on 5 of 6 tasks, lora on 1}. */
  private static String counted(List<Block> blocks) {
    List<String> clauses = new ArrayList<>();
    grouped(blocks, block -> block.best().orElseThrow().label()).entrySet().stream()
        .sorted(Comparator.comparingInt(winner -> -winner.getValue().size()))
        .forEach(
            winner ->
                clauses.add(
                    winner.getKey()
                        + (clauses.isEmpty() ? " scores best on " : " on ")
                        + winner.getValue().size()
                        + (clauses.isEmpty() ? " of " + counted(blocks.size(), blocks) : "")));
    return clauses.size() <= MOST_NAMED
        ? String.join(", ", clauses)
        : String.join(", ", clauses.subList(0, MOST_NAMED)) + ", others on the rest";
  }

  /** The method that is best or tied on the most tasks; of several, the one that trains least. */
  private static String mostOften(List<Block> blocks) {
    Map<String, List<Row>> level =
        blocks.stream()
            .flatMap(block -> block.notBehind().stream())
            .collect(Collectors.groupingBy(Row::label, LinkedHashMap::new, Collectors.toList()));
    int most = level.values().stream().mapToInt(List::size).max().orElse(0);
    Row smallest =
        level.values().stream()
            .filter(rows -> rows.size() == most)
            .map(rows -> rows.get(0))
            .min(Comparator.comparingDouble(Row::trained)) // not a number comes last
            .orElseThrow();
    String size = Double.isNaN(smallest.trained()) ? "" : ", which trains " + parameters(smallest);
    return most == blocks.size()
        ? "The smallest method that can't be told apart from the best on any of them is "
            + smallest.label()
            + size
        : "No method is best, or can't be told apart from it, on more than "
            + most
            + "; the smallest that is on so many is "
            + smallest.label()
            + size;
  }

  private static String counted(int count, List<Block> blocks) {
    boolean one = blocks.stream().map(Block::backbone).distinct().count() == 1;
    return count
        + (one ? " task" : " pair")
        + (count == 1 ? "" : "s")
        + (one ? "" : " of task and backbone");
  }

  /** {@code full scores best on a (accuracy 90.00) and b (accuracy 80.00), lora on c (...)}. */
  private static String highest(List<Block> blocks) {
    List<String> clauses = new ArrayList<>();
    grouped(blocks, block -> block.best().orElseThrow().label())
        .forEach(
            (label, tasks) ->
                clauses.add(
                    label
                        + (clauses.isEmpty() ? " scores best on " : " on ")
                        + joined(tasks.stream().map(Headline::score).toList())));
    return String.join("; ", clauses);
  }

  private static String smallest(List<Block> blocks) {
    List<String> clauses = new ArrayList<>();
    grouped(blocks, Headline::smallest)
        .forEach(
            (clause, tasks) ->
                clauses.add(
                    "on " + joined(tasks.stream().map(Block::taskName).toList()) + ", " + clause));
    return capital(String.join("; ", clauses));
  }

  /** What is said of the method with the fewest parameters among the best one and its ties. */
  private static String smallest(Block block) {
    return block.notBehind().stream()
        .filter(row -> row.figure(MetricNames.TRAINABLE_ADAPTATION).isPresent())
        .min(Comparator.comparingDouble(Row::trained))
        .map(
            row ->
                row.standing().kind() == Standing.Kind.BEST
                    ? "no smaller method is known to keep up with the best"
                    : row.label()
                        + " can't be told apart from the best and trains "
                        + parameters(row))
        .orElse("how many parameters are trained is not known");
  }

  private static Map<String, List<Block>> grouped(
      List<Block> blocks, Function<Block, String> property) {
    return blocks.stream()
        .collect(Collectors.groupingBy(property, LinkedHashMap::new, Collectors.toList()));
  }

  private static String score(Block block) {
    Row best = block.best().orElseThrow();
    Figure score = best.figure(block.primaryMetric()).orElseThrow();
    return block.taskName()
        + " ("
        + score.name()
        + " "
        + Figures.spread(score.summary(), score.unit())
        + (best.optimistic() ? ", optimistic" : "")
        + ")";
  }

  private static String parameters(Row row) {
    if (row.trained() == 0) {
      return "the task head alone";
    }
    Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
    return "only "
        + Figures.count(row.trained())
        + " parameters"
        + (whole == null || whole == 0
            ? ""
            : " (" + Figures.share(row.trained(), whole) + " of the backbone)");
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
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
