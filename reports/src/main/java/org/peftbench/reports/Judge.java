package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.peftbench.reports.statistics.BestTest;
import org.peftbench.reports.statistics.Bootstrap;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;

/** Says of each row whether the best one is really better, by a paired test on shared examples. */
final class Judge {
  /** Family-wise chance of calling a tie a difference. */
  static final double SIGNIFICANCE = 0.05;

  static final int RESAMPLES = 9_999;

  /** Enough for the small p-values that a choice among many methods asks for. */
  private static final int PERMUTATIONS = 99_999;

  private static final long SEED = 20_260_101;

  private final Function<RunRecord, List<Prediction>> predictions;

  Judge(Function<RunRecord, List<Prediction>> predictions) {
    this.predictions = predictions;
  }

  /** Rows of one footing are held to each other alone. */
  Block judge(Block block) {
    List<Row> judged = new ArrayList<>();
    block.apart().forEach(part -> judged.addAll(rows(part)));
    return new Block(
        block.backbone(), block.task(), block.variant(), block.primaryMetric(), judged);
  }

  private List<Row> rows(Block block) {
    if (block.rows().isEmpty() || block.rows().get(0).figure(block.primaryMetric()).isEmpty()) {
      return block.rows();
    }
    List<Optional<ExampleScores>> scores =
        block.rows().stream().map(row -> ExampleScores.of(row, predictions)).toList();
    List<Standing> standings = standings(block.rows(), scores);
    List<Row> judged = new ArrayList<>();
    for (int i = 0; i < standings.size(); i++) {
      Optional<ExampleScores> score = scores.get(i);
      judged.add(
          block
              .rows()
              .get(i)
              .judged(
                  standings.get(i), score.orElse(null), score.map(Judge::interval).orElse(null)));
    }
    return judged;
  }

  private static Interval interval(ExampleScores scores) {
    Interval interval = Bootstrap.bca(scores.means(), 0.95, RESAMPLES, SEED);
    return scores.regression() ? new Interval(-interval.high(), -interval.low()) : interval;
  }

  private static List<Standing> standings(List<Row> rows, List<Optional<ExampleScores>> scores) {
    List<Standing> standings = new ArrayList<>();
    List<Integer> tested = new ArrayList<>();
    standings.add(Standing.best());
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).runs().isEmpty()) {
        standings.add(rows.get(i).standing());
      } else if (scores.get(0).isEmpty() || scores.get(i).isEmpty()) {
        standings.add(Standing.untested("no predictions were kept"));
      } else if (!scores.get(0).get().pairsWith(scores.get(i).get())) {
        standings.add(Standing.untested("answered other examples than the best row"));
      } else {
        standings.add(Standing.best()); // replaced below, once all p-values are known
        tested.add(i);
      }
    }
    if (tested.isEmpty()) {
      return standings;
    }
    double[][] compared =
        Stream.concat(Stream.of(0), tested.stream())
            .map(i -> scores.get(i).orElseThrow().means())
            .toArray(double[][]::new);
    double[] adjusted = BestTest.pValues(compared, 0, PERMUTATIONS, SEED);
    double least = BestTest.least(compared.length, PERMUTATIONS);
    for (int t = 0; t < tested.size(); t++) {
      double lead = Arrays.stream(compared[0]).sum() - Arrays.stream(compared[t + 1]).sum();
      double p = lead > 0 ? adjusted[t + 1] : 1; // the examples must speak for it, as in PairTest
      standings.set(tested.get(t), Standing.tested(p < SIGNIFICANCE, p, p == least));
    }
    return standings;
  }
}
