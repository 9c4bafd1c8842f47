package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.peftbench.reports.Block;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.UpdateStudy;

/** All studies, and kernels of the same methods over several tasks. */
final class StudiesPage {
  static final String PATH = "studies.html";

  /** Leads from one study to all. */
  static final Part.Links LINK =
      new Part.Links("One of the", List.of(new Part.Link("studies", PATH)));

  private StudiesPage() {}

  static String path(Study study) {
    return "studies/" + study.id() + ".html";
  }

  static Page page(Study study) {
    return study instanceof UpdateStudy updates
        ? UpdatePage.of(path(study), updates)
        : KernelPage.of(path(study), (KernelStudy) study);
  }

  /**
   * The page.
   *
   * @param ablated blocks that have a page of their settings
   * @param followed blocks that have a page of drift
   */
  static Page of(
      Contents contents, List<Study> studies, List<Block> ablated, List<Block> followed) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Prose("What else can be said of methods than how they score.", "headline"));
    List<KernelStudy> kernels = sorted(studies, KernelStudy.class, StudiesPage::title);
    if (!kernels.isEmpty()) {
      kernels(kernels, parts);
    }
    if (!followed.isEmpty()) {
      parts.add(new Part.Heading("drift", "Gradients in the course of training"));
      parts.add(
          links("Drift of Jacobian and kernel:", followed, contents::title, contents::driftPage));
    }
    List<UpdateStudy> updates = sorted(studies, UpdateStudy.class, StudiesPage::title);
    if (!updates.isEmpty()) {
      parts.add(new Part.Heading("updates", "What training did to weights"));
      parts.add(
          links(
              "Rank of updates, and trained values:",
              updates,
              StudiesPage::title,
              StudiesPage::path));
    }
    if (!ablated.isEmpty()) {
      parts.add(new Part.Heading("settings", "Settings varied one at a time"));
      parts.add(links("Scores over settings:", ablated, contents::title, contents::ablationPage));
    }
    return new Page(PATH, "Studies", parts);
  }

  /** Those of one kind, by title. */
  private static <T extends Study> List<T> sorted(
      List<Study> studies, Class<T> kind, Function<T, String> title) {
    return studies.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .sorted(Comparator.comparing(title).thenComparing(Study::id))
        .toList();
  }

  private static <T> Part links(
      String label, List<T> all, Function<T, String> title, Function<T, String> path) {
    return new Part.Links(
        label, all.stream().map(one -> new Part.Link(title.apply(one), path.apply(one))).toList());
  }

  private static void kernels(List<KernelStudy> kernels, List<Part> parts) {
    parts.add(new Part.Heading("kernels", "Tangent kernels before training"));
    parts.add(
        new Part.Prose(
            "Centred alignment of each method's kernel with full fine-tuning's: 1 where both say"
                + " the same of which examples are close. Each study has heat maps and all figures."));
    parts.add(links("Kernels:", kernels, StudiesPage::title, StudiesPage::path));
    parts.add(new Part.Table("Centred alignment with full fine-tuning's kernel", grid(kernels)));
  }

  private static String title(KernelStudy study) {
    KernelStudy.Inputs inputs = study.inputs();
    return PlainText.of(
        "%s on %s, seed %d".formatted(inputs.task().name(), inputs.backbone().id(), inputs.seed()));
  }

  private static String title(UpdateStudy study) {
    String tasks =
        study.updates().stream()
            .map(update -> update.task().name())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return PlainText.of(Figures.count(study.updates().size()) + " runs on " + tasks);
  }

  private static Grid grid(List<KernelStudy> studies) {
    Map<String, Map<String, Grid.Cell>> byMethod = new TreeMap<>();
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "With its settings, where they are not the defaults."));
    for (KernelStudy study : studies) {
      columns.add(new Grid.Column(title(study), "Centred alignment."));
      for (KernelStudy.Kernel kernel : KernelPage.ranked(study)) {
        double value = KernelPage.centred(kernel);
        byMethod
            .computeIfAbsent(kernel.label(), any -> new HashMap<>())
            .put(study.id(), new Grid.Cell(Figures.fixed(value, 3), value));
      }
    }
    List<List<Grid.Cell>> lines = new ArrayList<>();
    byMethod.forEach(
        (label, cells) -> {
          List<Grid.Cell> line = new ArrayList<>();
          line.add(Grid.Cell.text(PlainText.of(label)));
          studies.forEach(study -> line.add(cells.getOrDefault(study.id(), Grid.Cell.ABSENT)));
          lines.add(line);
        });
    return new Grid(columns, lines);
  }
}
