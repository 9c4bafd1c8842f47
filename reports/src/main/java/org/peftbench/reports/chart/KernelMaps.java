package org.peftbench.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.study.KernelStudy;

/** Kernels of a study as heat maps: each method's own, and what it differs by from the first. */
public final class KernelMaps {
  private final KernelStudy study;
  private final List<String> answers;
  private final double scale;

  private KernelMaps(KernelStudy study) {
    this.study = study;
    this.answers = study.shown().stream().map(shown -> PlainText.of(shown.answer())).toList();
    this.scale =
        study.kernels().stream()
            .flatMap(kernel -> kernel.shape() == null ? Stream.of() : values(kernel.shape()))
            .mapToDouble(Math::abs)
            .max()
            .orElse(1);
  }

  private static Stream<Double> values(KernelStudy.Shape shape) {
    return shape.matrix().stream().flatMap(List::stream);
  }

  /**
   * One chart a kernel that is not 0, under one scale for all of the study.
   *
   * @param kernels some of the study's
   */
  public static List<Chart> of(KernelStudy study, List<KernelStudy.Kernel> kernels) {
    KernelMaps maps = new KernelMaps(study);
    KernelStudy.Kernel full = study.kernels().get(0);
    if (full.shape() == null) {
      return List.of();
    }
    List<List<Double>> reference = square(full.shape().matrix());
    List<Chart> charts = new ArrayList<>();
    for (KernelStudy.Kernel kernel : kernels) {
      if (kernel.shape() != null) {
        charts.add(
            maps.chart(
                PlainText.of(kernel.label()),
                kernel.shape(),
                kernel.equals(full) ? null : reference));
      }
    }
    return charts;
  }

  private Chart chart(
      String label, KernelStudy.Shape shape, @Nullable List<List<Double>> reference) {
    List<List<Double>> own = square(shape.matrix());
    List<MatrixMap.Panel> panels = new ArrayList<>();
    panels.add(new MatrixMap.Panel("K", own));
    if (reference != null) {
      panels.add(new MatrixMap.Panel("|K − K of full|", difference(own, reference)));
    }
    String other = reference == null ? "" : ", and how far it is from full fine-tuning's";
    return new Chart(
        label,
        "The kernel" + other + "; one scale for all methods. Examples stand by their right answer.",
        "Kernel of "
            + label
            + " among "
            + own.size()
            + " examples"
            + other
            + "; the figures stand in the table behind.",
        new MatrixMap(panels, answers, scale).picture(),
        List.of(),
        grid(shape));
  }

  private Grid grid(KernelStudy.Shape shape) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("example", "The training row's id, and its right answer."));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (int i = 0; i < shape.matrix().size(); i++) {
      String example = PlainText.of(study.shown().get(i).id());
      columns.add(new Grid.Column(example, "K over the mean of its diagonal."));
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(example + " (" + answers.get(i) + ")"));
      for (int j = 0; j < shape.matrix().size(); j++) {
        line.add(j <= i ? cell(shape.matrix().get(i).get(j)) : Grid.Cell.ABSENT);
      }
      lines.add(line);
    }
    return new Grid(columns, lines);
  }

  private static Grid.Cell cell(double value) {
    return new Grid.Cell(Figures.fixed(value, 2), value);
  }

  /** The whole matrix of its lower half. */
  private static List<List<Double>> square(List<List<Double>> half) {
    return IntStream.range(0, half.size())
        .mapToObj(
            i ->
                IntStream.range(0, half.size())
                    .mapToObj(j -> half.get(Math.max(i, j)).get(Math.min(i, j)))
                    .toList())
        .toList();
  }

  private static List<List<Double>> difference(List<List<Double>> a, List<List<Double>> b) {
    return IntStream.range(0, a.size())
        .mapToObj(
            i ->
                IntStream.range(0, a.size())
                    .mapToObj(j -> Math.abs(a.get(i).get(j) - b.get(i).get(j)))
                    .toList())
        .toList();
  }
}
