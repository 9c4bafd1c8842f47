package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.chart.KernelMaps;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.RunSpec;
import org.peftbench.results.study.KernelStudy;

/** Every method's tangent kernel beside full fine-tuning's, on one task. */
final class KernelPage {
  /** The paper compares this method with full fine-tuning, so its maps stand in front. */
  private static final String STUDIED = "propulsion";

  private KernelPage() {}

  static Page of(String path, KernelStudy study) {
    List<Part> parts = new ArrayList<>();
    parts.add(StudiesPage.LINK);
    parts.add(new Part.Prose(verdict(study), "verdict"));
    parts.add(
        new Part.Prose(
            "K(x, x') is the inner product of the gradients of the model's answers to x and x' in"
                + " what the method trains, before the first step, without dropout. An answer is a"
                + " regression's output, or a classifier's logits along an orthonormal basis of all"
                + " directions that sum to 0: for two labels, their difference over √2. The head is"
                + " the same for all and is left out, except where a column says otherwise."));
    parts.add(new Part.Heading("table", "How like full fine-tuning's kernel"));
    parts.add(new Part.Table("Kernels compared with full fine-tuning's", grid(study)));
    parts.add(
        new Part.Prose(
            "Uncentred alignment is high for nearly anything, since all gradients share a direction;"
                + " the centred one says whether the same examples are close.",
            "legend"));
    parts.add(new Part.Heading("maps", "Heat maps"));
    maps(study, parts);
    parts.add(new Part.Heading("inputs", "What it was made from"));
    parts.add(new Part.Facts(facts(study)));
    return new Page(
        path, "Tangent kernels on " + PlainText.of(study.inputs().task().name()), parts);
  }

  private static void maps(KernelStudy study, List<Part> parts) {
    List<KernelStudy.Kernel> first = new ArrayList<>();
    List<KernelStudy.Kernel> others = new ArrayList<>();
    study
        .kernels()
        .forEach(kernel -> (first.isEmpty() || isStudied(kernel) ? first : others).add(kernel));
    parts.addAll(Charts.of(() -> KernelMaps.of(study, first), ""));
    List<Part> folded = Charts.of(() -> KernelMaps.of(study, others), "");
    if (!folded.isEmpty()) {
      parts.add(new Part.Fold("The other methods' kernels", folded));
    }
  }

  private static boolean isStudied(KernelStudy.Kernel kernel) {
    return kernel.method().name().equals(STUDIED);
  }

  /** Methods but full fine-tuning, the most like it first. */
  static List<KernelStudy.Kernel> ranked(KernelStudy study) {
    return study.kernels().stream()
        .skip(1)
        .filter(kernel -> kernel.shape() != null)
        .sorted(Comparator.comparingDouble(kernel -> -centred(kernel)))
        .toList();
  }

  static double centred(KernelStudy.Kernel kernel) {
    return Objects.requireNonNull(kernel.shape()).toFull().centredAlignment();
  }

  private static String verdict(KernelStudy study) {
    List<KernelStudy.Kernel> ranked = ranked(study);
    if (ranked.isEmpty()) {
      return "There is nothing to compare full fine-tuning's kernel with.";
    }
    StringBuilder text = new StringBuilder("By centred alignment ");
    text.append(named(ranked.get(0))).append(" is most like full fine-tuning's kernel");
    if (ranked.size() > 1) {
      text.append(", ").append(named(ranked.get(ranked.size() - 1))).append(" least");
    }
    for (int place = 1; place < ranked.size() - 1; place++) {
      KernelStudy.Kernel kernel = ranked.get(place);
      if (isStudied(kernel)) {
        text.append("; ").append(named(kernel)).append(" is number ").append(place + 1);
        text.append(" of ").append(ranked.size());
      }
    }
    return text.append('.').toString();
  }

  private static String named(KernelStudy.Kernel kernel) {
    return PlainText.of(kernel.label()) + " (" + Figures.fixed(centred(kernel), 2) + ")";
  }

  private static Grid grid(KernelStudy study) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    lines.add(line(study, study.kernels().get(0)));
    ranked(study).forEach(kernel -> lines.add(line(study, kernel)));
    study.kernels().stream()
        .filter(kernel -> kernel.shape() == null)
        .forEach(kernel -> lines.add(line(study, kernel)));
    String like = "like full's";
    String own = "of itself";
    return new Grid(
        List.of(
            new Grid.Column("method", "With its settings, where they are not the defaults."),
            new Grid.Column("trained", "Parameters, the head apart."),
            new Grid.Column(
                "centred alignment",
                "Cosine of both kernels after the gradients' mean was taken off.",
                like,
                Direction.HIGHER),
            new Grid.Column(
                "alignment", "Cosine of both kernels, Frobenius.", like, Direction.HIGHER),
            new Grid.Column(
                "distance",
                "‖K/tr K − F/tr F‖ / ‖F/tr F‖, Frobenius: scale does not count.",
                like,
                Direction.LOWER),
            new Grid.Column(
                "raw distance", "‖K − F‖ / ‖F‖, nothing normalised.", like, Direction.LOWER),
            new Grid.Column(
                "with the head",
                "Centred alignment after the head's kernel was added to both.",
                like,
                Direction.HIGHER),
            new Grid.Column(
                "trace", "Sum of the squared lengths of the gradients, over full's.", own),
            new Grid.Column(
                "effective rank", "Exponential of the entropy of the eigenvalues' shares.", own),
            new Grid.Column(
                "alignment with the answers",
                "Centred, with the kernel of the right answers.",
                own,
                Direction.HIGHER),
            new Grid.Column(
                "start", "Greatest difference of an output from full's before training.", own)),
        lines);
  }

  private static List<Grid.Cell> line(KernelStudy study, KernelStudy.Kernel kernel) {
    KernelStudy.Shape shape = kernel.shape();
    KernelStudy.Likeness like = shape == null ? null : shape.toFull();
    double full = study.kernels().get(0).trace();
    return List.of(
        Grid.Cell.text(PlainText.of(kernel.label())),
        new Grid.Cell(Figures.count((double) kernel.parameters()), (double) kernel.parameters()),
        cell(like == null ? null : like.centredAlignment(), 3),
        cell(like == null ? null : like.alignment(), 3),
        cell(like == null ? null : like.distance(), 3),
        cell(like == null ? null : like.rawDistance(), 3),
        cell(kernel.withHead().centredAlignment(), 3),
        scientific(kernel.trace() / full),
        cell(shape == null ? null : shape.effectiveRank(), 1),
        cell(shape == null ? null : shape.answerAlignment(), 3),
        scientific(kernel.startGap()));
  }

  private static Grid.Cell cell(@Nullable Double value, int decimals) {
    return value == null ? Grid.Cell.ABSENT : new Grid.Cell(Figures.fixed(value, decimals), value);
  }

  /** Spans many orders of magnitude. */
  private static Grid.Cell scientific(double value) {
    return new Grid.Cell(value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value), value);
  }

  private static List<Part.Fact> facts(KernelStudy study) {
    KernelStudy.Inputs inputs = study.inputs();
    RunSpec.Task task = inputs.task();
    return List.of(
        new Part.Fact("Backbone", PlainText.of(inputs.backbone().id())),
        new Part.Fact("Backbone, SHA-256", PlainText.of(inputs.backbone().digest())),
        new Part.Fact("Examples", task.trainRows() + " training rows, labels in proportion"),
        new Part.Fact("Rows, SHA-256", PlainText.of(task.digest())),
        new Part.Fact("Seed", Long.toString(inputs.seed())),
        new Part.Fact(
            "Computed",
            PlainText.of(
                "%s on %s, at most %d tokens, %d threads, peftbench %s"
                    .formatted(
                        inputs.dtype(),
                        Objects.requireNonNullElse(inputs.device(), "cpu"),
                        inputs.maxLength(),
                        inputs.threads(),
                        study.environment().peftbench()))),
        new Part.Fact("Study", study.id()));
  }
}
