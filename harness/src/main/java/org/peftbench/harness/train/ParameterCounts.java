package org.peftbench.harness.train;

import java.util.List;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/** How many numbers a model trains, in the method and in the head, and how many are frozen. */
final class ParameterCounts {
  private ParameterCounts() {}

  static List<Metric> of(Learner learner) {
    long frozen =
        learner.backbone().parameters().values().stream()
            .mapToLong(array -> array.getShape().size())
            .sum();
    return List.of(
        trained(MetricNames.TRAINABLE_ADAPTATION, learner.adaptation().trainables()),
        trained(MetricNames.TRAINABLE_HEAD, learner.headTrainables()),
        count(MetricNames.BACKBONE_PARAMETERS, frozen, Direction.NEITHER));
  }

  private static Metric trained(String name, List<Trainable> trainables) {
    return count(name, trainables.stream().mapToLong(Trainable::size).sum(), Direction.LOWER);
  }

  private static Metric count(String name, long count, Direction better) {
    return new Metric(name, count, "parameters", better, Aggregation.TOTAL);
  }
}
