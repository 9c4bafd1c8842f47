package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.study.UpdateStudy;
import org.peftbench.results.study.UpdateStudy.Matrices;

/** What trainings did to weights: the rank of each update, and how trained values are spread. */
final class UpdatePage {
  /** What tells runs apart, beside their label. */
  private record Key(
      String title, String plural, String explanation, Function<UpdateStudy.Update, String> value) {
    private String of(UpdateStudy.Update update) {
      return PlainText.of(value.apply(update));
    }
  }

  private static final List<Key> KEYS =
      List.of(
          new Key("task", "Tasks", "That it was trained on.", update -> update.task().title()),
          new Key(
              "backbone", "Backbones", "That it was trained on.", update -> update.backbone().id()),
          new Key("seed", "Seeds", "Of the run.", update -> Long.toString(update.seed())));

  private static final double LEAST_PLAIN = 1e-3;

  private final List<UpdateStudy.Update> updates;
  private final List<Key> keys;

  private UpdatePage(List<UpdateStudy.Update> updates) {
    this.updates = updates;
    this.keys = KEYS.stream().filter(key -> all(key).size() > 1).toList();
  }

  private List<String> all(Key key) {
    return updates.stream().map(key::of).distinct().toList();
  }

  static Page of(String path, UpdateStudy study) {
    List<UpdateStudy.Update> updates =
        study.updates().stream()
            .sorted(
                Comparator.comparing(UpdateStudy.Update::label)
                    .thenComparing(update -> update.task().title())
                    .thenComparing(update -> update.backbone().id())
                    .thenComparing(UpdateStudy.Update::seed))
            .toList();
    return new Page(path, "What training did to weights", new UpdatePage(updates).parts());
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(StudiesPage.LINK);
    parts.add(
        new Part.Prose(
            "ΔW is the weight with the trained adapter folded in, less the weight with the method's"
                + " start folded in, in double precision. Rank: singular values above what rounding"
                + " the weight could make. Effective rank: exponential of the entropy of the singular"
                + " values' shares (Roy and Vetterli 2007); it says how many directions carry the"
                + " update, where the rank only says how many are not 0."));
    parts.add(new Part.Heading("ranks", "Updates"));
    parts.add(new Part.Table("Rank of each method's update", ranks()));
    parts.add(new Part.Heading("places", "By place"));
    parts.add(
        new Part.Fold(
            "Each kind of weight", List.of(new Part.Table("Updates by kind of weight", places()))));
    parts.add(new Part.Heading("values", "Values after training"));
    parts.add(
        new Part.Prose(
            "Quantiles over all arrays of a kind, before and after. Histograms stand on each run's"
                + " page."));
    parts.add(new Part.Table("Trained values", values()));
    parts.add(new Part.Heading("inputs", "What it was made from"));
    parts.add(new Part.Facts(facts()));
    return parts;
  }

  private Grid ranks() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (UpdateStudy.Update update : updates) {
      List<Grid.Cell> line = run(update);
      line.add(Grid.Cell.text(PlainText.of(update.formula())));
      List<Matrices> matrices = update.matrices();
      if (matrices == null || matrices.isEmpty()) {
        line.add(Grid.Cell.text(matrices == null ? "don't fold" : "none"));
        line.addAll(
            List.of(Grid.Cell.ABSENT, Grid.Cell.ABSENT, Grid.Cell.ABSENT, Grid.Cell.ABSENT));
      } else {
        double count = matrices.stream().mapToInt(Matrices::count).sum();
        line.add(new Grid.Cell(Figures.count(count), count));
        line.add(plain(mean(matrices, kind -> (double) kind.fullRank())));
        line.add(plain(mean(matrices, Matrices::rank)));
        line.add(plain(mean(matrices, Matrices::effectiveRank)));
        line.add(plain(mean(matrices, Matrices::change)));
      }
      lines.add(line);
    }
    return new Grid(
        columns(
            new Grid.Column("what it computes", "By its formula."),
            new Grid.Column(
                "matrices", "That training changed, if what is trained folds into weights."),
            new Grid.Column("full rank", "Shorter side, mean over the matrices."),
            new Grid.Column("rank", "Of ΔW, mean over the matrices."),
            new Grid.Column("effective rank", "Of ΔW, mean over the matrices."),
            new Grid.Column(
                "‖ΔW‖ / ‖W‖", "Frobenius, of each kind of weight; their mean over the matrices.")),
        lines);
  }

  private List<Part.Fact> facts() {
    List<Part.Fact> facts = new ArrayList<>();
    facts.add(new Part.Fact("Runs", Figures.count(updates.size())));
    for (Key key : KEYS) {
      facts.add(new Part.Fact(key.plural(), String.join(", ", all(key))));
    }
    return facts;
  }

  /** Which run a line is about. */
  private List<Grid.Cell> run(UpdateStudy.Update update) {
    List<Grid.Cell> line = new ArrayList<>();
    line.add(Grid.Cell.text(PlainText.of(update.label())));
    keys.forEach(key -> line.add(Grid.Cell.text(key.of(update))));
    return line;
  }

  private List<Grid.Column> columns(Grid.Column... own) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("method", "As the suite calls it."));
    keys.forEach(key -> columns.add(new Grid.Column(key.title(), key.explanation())));
    columns.addAll(Arrays.asList(own));
    return columns;
  }

  /** One figure of a kind. */
  private interface Measure {
    double of(Matrices kind);
  }

  private static double mean(List<Matrices> kinds, Measure measure) {
    double count = kinds.stream().mapToInt(Matrices::count).sum();
    return kinds.stream().mapToDouble(kind -> kind.count() * measure.of(kind)).sum() / count;
  }

  private Grid places() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (UpdateStudy.Update update : updates) {
      for (Matrices kind : update.matrices() == null ? List.<Matrices>of() : update.matrices()) {
        List<Grid.Cell> line = run(update);
        line.add(Grid.Cell.text(PlainText.of(kind.kind())));
        line.add(plain(kind.count()));
        line.add(plain((double) kind.fullRank()));
        line.add(plain(kind.rank()));
        line.add(plain(kind.effectiveRank()));
        line.add(plain(kind.change()));
        lines.add(line);
      }
    }
    return new Grid(
        columns(
            new Grid.Column("weight", "An asterisk stands for the layer."),
            new Grid.Column("matrices", "That training changed."),
            new Grid.Column("full rank", "Shorter side."),
            new Grid.Column("rank", "Mean."),
            new Grid.Column("effective rank", "Mean."),
            new Grid.Column("‖ΔW‖ / ‖W‖", "Frobenius, over all of them.")),
        lines);
  }

  private Grid values() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (UpdateStudy.Update update : updates) {
      for (UpdateStudy.Values kind : update.values()) {
        List<Grid.Cell> line = run(update);
        line.add(Grid.Cell.text(PlainText.of(kind.kind())));
        line.add(plain(kind.arrays()));
        line.add(kind.change() == null ? Grid.Cell.ABSENT : plain(kind.change()));
        line.add(range(kind.start()));
        kind.end().forEach(value -> line.add(plain(value)));
        lines.add(line);
      }
    }
    return new Grid(
        columns(
            new Grid.Column("array", "An asterisk stands for the layer."),
            new Grid.Column("arrays", "Of this kind."),
            new Grid.Column("change", "‖θ − θ₀‖ / ‖θ₀‖, θ₀ the start."),
            new Grid.Column("start", "Least and greatest value before training."),
            new Grid.Column("least", "After training.", "after training"),
            new Grid.Column("1 %", "As many values lie below.", "after training"),
            new Grid.Column("25 %", "As many values lie below.", "after training"),
            new Grid.Column("median", "As many values lie below as above.", "after training"),
            new Grid.Column("75 %", "As many values lie below.", "after training"),
            new Grid.Column("99 %", "As many values lie below.", "after training"),
            new Grid.Column("greatest", "After training.", "after training")),
        lines);
  }

  private static Grid.Cell range(List<Double> quantiles) {
    double least = quantiles.get(0);
    double greatest = quantiles.get(quantiles.size() - 1);
    return Grid.Cell.text(
        least == greatest ? words(least) : words(least) + " to " + words(greatest));
  }

  private static Grid.Cell plain(double value) {
    return new Grid.Cell(words(value), value);
  }

  /** Four digits, and a power of ten where zeros would hide them. */
  private static String words(double value) {
    return value == 0 || Math.abs(value) >= LEAST_PLAIN
        ? Figures.plain(value)
        : String.format(Locale.ROOT, "%.3e", value);
  }
}
