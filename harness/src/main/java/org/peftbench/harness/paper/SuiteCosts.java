package org.peftbench.harness.paper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.peftbench.harness.estimate.StepEstimate;
import org.peftbench.harness.estimate.StepShape;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.harness.train.family.Families;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.HeadKind;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.Source;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

/** Says what suites would cost, from configurations and published numbers of rows alone. */
public final class SuiteCosts {
  private static final PeftMethod<?> FULL = PeftMethods.named("full");
  private static final PeftMethod<?> LEAN = PeftMethods.named("propulsion");

  private final Map<String, Network> networks = new HashMap<>();
  private final Map<Step, StepEstimate> steps = new HashMap<>();

  /** What is known of a backbone. */
  private record Network(ObjectNode config, Set<HeadKind> heads, int positions) {
    private static Network named(String backbone) {
      ObjectNode config = Outlines.config(backbone);
      return new Network(config, Architecture.heads(config), Outlines.of(config).maxPositions());
    }
  }

  /** A method's step on a backbone. */
  private record Step(String backbone, PeftMethod<?> method, StepShape shape) {}

  /**
   * Cost of a suite whose backbones are known; of passages that are cut into windows, one window a
   * row.
   *
   * @throws IllegalArgumentException if an encoder is to choose of options, as no paper asks it to
   */
  public SuiteCost of(Suite suite) {
    double operations = 0;
    long full = 0;
    long lean = 0;
    for (String backbone : suite.backbones()) {
      for (TaskChoice task : suite.tasks()) {
        for (Suite.MethodChoice choice : suite.methodsOn(task.task())) {
          double dearest = 0;
          for (Protocol protocol : protocols(choice)) {
            StepShape shape = shape(backbone, task, protocol, suite);
            StepEstimate dear = step(backbone, FULL, shape);
            dearest = Math.max(dearest, parts(task, protocol) * dear.operations());
            full = Math.max(full, dear.peak());
            lean = Math.max(lean, step(backbone, LEAN, shape).peak());
          }
          operations += suite.runsOf(choice) * dearest;
        }
      }
    }
    return new SuiteCost(suite.size(), operations, full, lean, data(suite), checkpoints(suite));
  }

  /** The method's own and those that are tried: whichever is chosen may be trained. */
  private static List<Protocol> protocols(Suite.MethodChoice choice) {
    return Stream.concat(Stream.of(choice), choice.candidates().stream())
        .map(Suite.MethodChoice::protocol)
        .distinct()
        .toList();
  }

  private StepEstimate step(String backbone, PeftMethod<?> method, StepShape shape) {
    return steps.computeIfAbsent(
        new Step(backbone, method, shape),
        step ->
            StepEstimate.of(
                network(backbone).config(),
                method,
                method.complete(Json.MAPPER.createObjectNode()),
                shape));
  }

  private Network network(String backbone) {
    return networks.computeIfAbsent(backbone, Network::named);
  }

  /** What is computed at once. */
  private StepShape shape(String backbone, TaskChoice task, Protocol protocol, Suite suite) {
    Network network = network(backbone);
    HeadKind head = Families.head(TaskCatalog.named(task.task()), task.answers(), network.heads());
    if (head == HeadKind.CHOICE) {
      throw new IllegalArgumentException(
          "how many options " + task.task() + " has is known of its rows alone");
    }
    return new StepShape(
        head,
        protocol.batchSize() / protocol.accumulation(),
        Math.min(protocol.maxLength(), network.positions()),
        suite.dtype(),
        protocol.dropout(),
        protocol.gradientCheckpointing() != null,
        suite.device());
  }

  /** How often that is computed in a training. */
  private static double parts(TaskChoice task, Protocol protocol) {
    double made =
        protocol.steps() > 0
            ? protocol.steps()
            : Math.ceil(protocol.epochs() * trainRows(task) / protocol.batchSize());
    return made * protocol.accumulation();
  }

  private static int trainRows(TaskChoice task) {
    Source source = TaskCatalog.named(task.task()).source();
    String split = source instanceof Source.DataRoot files ? files.train() : "train";
    Integer published = source.splits().get(split);
    if (published == null) {
      throw new IllegalStateException("task " + task.task() + " gives no size of " + split);
    }
    return task.trainRows() == null ? published : Math.min(published, task.trainRows());
  }

  private static List<String> data(Suite suite) {
    return suite.tasks().stream()
        .map(task -> TaskCatalog.named(task.task()))
        .filter(task -> !task.source().isBundled())
        .map(TaskDefinition::name)
        .toList();
  }

  private static List<String> checkpoints(Suite suite) {
    return suite.backbones().stream().filter(id -> id.startsWith("hub:")).toList();
  }
}
