package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.CurveChart;
import org.peftbench.results.MetricNames;

/** How far trainings moved the gradients of the model's answers, on one task. */
final class DriftPage {
  private static final Set<String> CURVES =
      Set.of(MetricNames.JACOBIAN_DRIFT, MetricNames.KERNEL_DRIFT, MetricNames.KERNEL_ALIGNMENT);

  private DriftPage() {}

  /** Whether any run of a block was looked at more than once. */
  static boolean hasAny(Block block) {
    return block.rows().stream()
        .flatMap(row -> row.runs().stream())
        .flatMap(run -> run.curves().stream())
        .anyMatch(curve -> CURVES.contains(curve.name()) && curve.steps().size() > 1);
  }

  static Page of(Contents contents, Block block) {
    List<Part> parts = new ArrayList<>();
    parts.add(contents.partOf(block));
    parts.add(
        new Part.Prose(
            "J is the Jacobian of the model's answers in what the method trains, the head apart, over"
                + " training rows and without dropout; K = JJᵀ is its tangent kernel. A training in"
                + " which neither moves is that of a linear model. The head moves, too, and scales J."));
    parts.addAll(
        Charts.of(() -> charts(contents, block), contents.files("drift-" + contents.name(block))));
    return new Page(contents.driftPage(block), "Drift of gradients on " + block.taskName(), parts);
  }

  private static List<Chart> charts(Contents contents, Block block) {
    return Stream.of(
            CurveChart.drift(
                block,
                contents.styles(),
                MetricNames.JACOBIAN_DRIFT,
                "Jacobian drift",
                "‖J − J₀‖ / ‖J₀‖, Frobenius: 0 while gradients are those of the start."),
            CurveChart.drift(
                block,
                contents.styles(),
                MetricNames.KERNEL_DRIFT,
                "Kernel drift",
                "‖K − K₀‖ / ‖K₀‖, Frobenius: change of scale counts."),
            CurveChart.drift(
                block,
                contents.styles(),
                MetricNames.KERNEL_ALIGNMENT,
                "Alignment with the kernel of the start",
                "⟨K, K₀⟩ / (‖K‖ ‖K₀‖): 1 while the kernel changes in scale alone."))
        .flatMap(Optional::stream)
        .toList();
  }
}
