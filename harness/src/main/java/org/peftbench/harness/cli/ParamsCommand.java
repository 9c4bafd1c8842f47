package org.peftbench.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.models.Outline;
import org.peftbench.models.outline.Outlines;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peftbench params}: what methods would train, from configurations alone. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Says what methods train and cost on a model, from its configuration alone: no weights are"
          + " read, nothing is trained.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench params --model roberta-large --method propulsion,lora",
      "  peftbench params --model llama-7b --method 'lora: {rank: 16, targets: [query, key]}'",
      "  peftbench params --model roberta-base --method propulsion --frozen-head 2",
      "  peftbench params --symbolic --format latex",
      "",
      "trained: parameters that the optimizer moves; the task head, which every method trains, is"
          + " not among them.",
      "share: of the model's parameters as published. adapter: bytes of what is saved. AdamW: bytes"
          + " of its two moments. Both in float32.",
      "multiply-adds: of a token, beyond the model's own, as long as nothing is merged into the"
          + " weights; 0 after.",
      "Formulas hold for default settings, on one W [d, d] or the one attention, feed-forward or"
          + " norm that a method acts on: d is the width, r the rank, b the bottleneck, e the width"
          + " inside a network that makes virtual tokens, n the number of these, h that of heads, k"
          + " of directions, c of coefficients, t of terms, m of factors, s the size of a block, g"
          + " of a group."
    })
final class ParamsCommand implements Callable<Integer> {
  private static final int MOMENTS = 2;

  @Mixin FormatOption format;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "roberta-base",
      description = "models (default: ${DEFAULT-VALUE}); a wrong name lists those known")
  List<String> models = List.of();

  @Option(
      names = "--method",
      paramLabel = "NAME[: {KEY: VALUE}]",
      description = "methods, separated by commas (default: all that fit)")
  @Nullable String methods;

  @Option(
      names = "--frozen-head",
      paramLabel = "N",
      description =
          "put the model's own classification head of N outputs on it, frozen; methods that by"
              + " default act on all kinds of linear maps act on the head's too")
  @Nullable Integer frozenHead;

  @Option(
      names = "--symbolic",
      description = "formulas for one weight W [d, d] with a bias instead, on no model")
  boolean symbolic;

  @Override
  public Integer call() {
    format.print(symbolic ? formulas() : costs());
    return 0;
  }

  private Grid formulas() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (MethodChoice choice : MethodChoice.parse(methods)) {
      CostFormula formula = choice.method().costFormula();
      lines.add(
          List.of(
              Grid.Cell.text(choice.label()),
              Grid.Cell.text(formula.trained()),
              Grid.Cell.text(formula.multiplyAdds())));
    }
    return new Grid(
        List.of(
            new Grid.Column("method", "Default settings."),
            new Grid.Column("trained", "Parameters that the optimizer moves."),
            new Grid.Column("multiply-adds", "Of a token, until it is merged.")),
        lines);
  }

  private Grid costs() {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    List<MethodChoice> choices = MethodChoice.parse(methods);
    for (String model : models) {
      Outline outline =
          frozenHead == null ? Outlines.named(model) : Outlines.withClassifier(model, frozenHead);
      for (MethodChoice choice : choices) {
        if (methods != null || choice.fits(outline)) {
          lines.add(line(model, choice, outline));
        }
      }
    }
    return new Grid(
        List.of(
            new Grid.Column("model", "As published."),
            new Grid.Column("method", "With its settings, where they are not the defaults."),
            new Grid.Column("trained", "Parameters that the optimizer moves, the head apart."),
            new Grid.Column("share", "Of the model's parameters as published."),
            new Grid.Column("adapter", "Bytes of what is saved, in float32."),
            new Grid.Column("AdamW", "Bytes of its two moments, in float32."),
            new Grid.Column("multiply-adds", "Of a token, beyond the model's own."),
            new Grid.Column("merges", "Whether the weights can take it up.")),
        lines);
  }

  private static List<Grid.Cell> line(String model, MethodChoice choice, Outline outline) {
    Cost cost = choice.cost(outline);
    long backbone = outline.sizes().values().stream().mapToLong(size -> size).sum();
    double share = (double) cost.trained() / backbone;
    return List.of(
        Grid.Cell.text(model),
        Grid.Cell.text(choice.label()),
        figure(cost.trained(), "parameters"),
        new Grid.Cell(Figures.share((double) cost.trained(), (double) backbone), share),
        figure(cost.trained() * Float.BYTES + cost.rememberedBytes(), "bytes"),
        figure(cost.trained() * MOMENTS * Float.BYTES, "bytes"),
        figure(cost.multiplyAdds(), "parameters"),
        Grid.Cell.text(cost.mergeable() ? "yes" : "no"));
  }

  private static Grid.Cell figure(long value, String unit) {
    return new Grid.Cell(Figures.value((double) value, unit), (double) value);
  }
}
