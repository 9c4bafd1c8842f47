package org.peftbench.harness.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.estimate.StepEstimate;
import org.peftbench.harness.estimate.StepShape;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.models.Architecture;
import org.peftbench.models.HeadKind;
import org.peftbench.models.outline.Outlines;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peftbench plan}: what a training step would need, from configurations alone. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Says what memory a training step needs and what it computes, from a model's configuration"
          + " alone: the code runs on arrays that have shapes and no numbers.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench plan --model llama-7b --method qlora --batch 4 --length 512 --dtype bf16",
      "  peftbench plan --model llama-7b --method lora,qlora --gradient-checkpointing --dtype bf16",
      "  peftbench plan --model roberta-base,roberta-large --method full,lora --format csv",
      "",
      "weights: of the frozen network, as the step reads them. replaced: those of the file that it"
          + " does not read, since the method trains or rounded a copy. trained: what the optimizer"
          + " moves, the head included. remembered: what the method keeps beside, such as weights in"
          + " 4 bits. activations: what stands between the forward and the backward pass. peak: the"
          + " most at one time, without what is replaced, Java and the engine themselves. FLOPs: of"
          + " a step, forwards, backwards and the method's own part; a multiplication and its addition"
          + " are two.",
      "All numbers are of the one type; docs/memory.md holds the figures against measurements."
    })
final class PlanCommand implements Callable<Integer> {
  private static final List<Grid.Column> COLUMNS =
      List.of(
          new Grid.Column("model", "As published."),
          new Grid.Column("method", "With its settings, where they are not the defaults."),
          new Grid.Column("weights", "Of the frozen network, as the step reads them."),
          new Grid.Column("replaced", "Weights of the file that the step does not read."),
          new Grid.Column("trained", "What the optimizer moves, the head included."),
          new Grid.Column("remembered", "What the method keeps beside: weights in 4 bits, masks."),
          new Grid.Column("gradients", "Of what is trained, and of what the method looks at."),
          new Grid.Column("AdamW", "Moments of what is trained."),
          new Grid.Column("activations", "What stands between the forward and the backward pass."),
          new Grid.Column("peak", "The most at one time."),
          new Grid.Column("FLOPs", "Of a step: forwards, backwards and the method's own part."));

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
      defaultValue = "lora",
      description = "methods, separated by commas (default: ${DEFAULT-VALUE})")
  String methods = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "rows computed together (default: ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "128",
      description = "tokens of each row (default: ${DEFAULT-VALUE})")
  int length;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description = "f32, f64, bf16 or f16 (default: ${DEFAULT-VALUE})")
  String dtype = "";

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description =
          "cpu, of this machine, or gpu:0, which need not be there (default: ${DEFAULT-VALUE})")
  String device = "";

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0.1",
      description = "inside the network (default: ${DEFAULT-VALUE}); 0 lets attention be fused")
  double dropout;

  @Option(
      names = "--head",
      paramLabel = "KIND",
      description =
          "what is asked: sequence, token, span, choice, masked-lm, causal-lm or seq2seq-lm"
              + " (default: what the model writes, or classes of a text)")
  @Nullable String head;

  @Option(
      names = "--gradient-checkpointing",
      description = "compute layers again on the way back instead of keeping what they made")
  boolean gradientCheckpointing;

  @Override
  public Integer call() {
    String type = Hardware.dtype(dtype);
    String place = Hardware.device(device);
    HeadKind asked = head == null ? null : kind(head);
    List<MethodChoice> choices = MethodChoice.parse(methods);
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (String model : models) {
      ObjectNode config = Outlines.config(model);
      HeadKind kind = head(model, Architecture.heads(config), asked);
      StepShape shape =
          new StepShape(kind, batch, length, type, dropout, gradientCheckpointing, place);
      for (MethodChoice choice : choices) {
        lines.add(line(model, choice, estimate(model, config, choice, shape)));
      }
    }
    format.print(new Grid(COLUMNS, lines));
    return 0;
  }

  private static StepEstimate estimate(
      String model, ObjectNode config, MethodChoice choice, StepShape shape) {
    ObjectNode settings = choice.method().complete(choice.overrides());
    try {
      return StepEstimate.of(config, choice.method(), settings, shape);
    } catch (UserError e) {
      throw new UserError("%s can't be used on %s: %s", choice.label(), model, e.getMessage())
          .withCause(e);
    }
  }

  private static HeadKind head(String model, Set<HeadKind> heads, @Nullable HeadKind asked) {
    if (asked == null) {
      return StepShape.usual(heads);
    }
    if (!heads.contains(asked)) {
      throw new UserError(
          "%s has no head for %s here: choose of %s",
          model,
          name(asked),
          heads.stream().map(PlanCommand::name).sorted().collect(Collectors.joining(", ")));
    }
    return asked;
  }

  private static String name(HeadKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static HeadKind kind(String name) {
    List<String> names = Arrays.stream(HeadKind.values()).map(PlanCommand::name).toList();
    if (!names.contains(name)) {
      throw Names.unknown("head", name, names);
    }
    return HeadKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static List<Grid.Cell> line(String model, MethodChoice choice, StepEstimate estimate) {
    return List.of(
        Grid.Cell.text(model),
        Grid.Cell.text(choice.label()),
        bytes(estimate.weights()),
        bytes(estimate.replaced()),
        bytes(estimate.trained()),
        bytes(estimate.remembered()),
        bytes(estimate.gradients()),
        bytes(estimate.optimizer()),
        bytes(estimate.activations()),
        bytes(estimate.peak()),
        new Grid.Cell(
            String.format(Locale.ROOT, "%.3g", estimate.operations()), estimate.operations()));
  }

  private static Grid.Cell bytes(long bytes) {
    return new Grid.Cell(Figures.value((double) bytes, "bytes"), (double) bytes);
  }
}
