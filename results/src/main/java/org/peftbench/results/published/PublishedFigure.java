package org.peftbench.results.published;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure that others have published.
 *
 * @param tasks as the catalogue names them; several for the mean over them, none for a figure that
 *     is the same whatever is trained on
 * @param method as the registry names it
 * @param config settings that tell it from others of the same source, as a suite writes them
 * @param backbone its name on the hub, OWNER/NAME; absent where the source does not say
 * @param metric as records name it
 * @param value in the unit of {@link org.peftbench.results.Metric#value()}: fractions, not percent
 * @param deviation over seeds as published; absent where none is given
 * @param training settings of the training that the source gives, as a suite's protocol writes them
 * @param frozenHead outputs of the head where it is frozen, adapted and counted in; absent for
 *     others
 * @param source where it was read
 * @param protocol how it was measured, as far as the source says
 */
public record PublishedFigure(
    List<String> tasks,
    String method,
    ObjectNode config,
    @Nullable String backbone,
    String metric,
    double value,
    @Nullable Double deviation,
    ObjectNode training,
    @Nullable Integer frozenHead,
    String source,
    String protocol) {
  public PublishedFigure {
    tasks = List.copyOf(tasks);
    if (!(Double.isFinite(value) && value >= 0)) {
      throw new IllegalArgumentException("published figure of " + method + " is " + value);
    }
    if (deviation != null && !(deviation >= 0)) {
      throw new IllegalArgumentException("published deviation of " + method + " is " + deviation);
    }
    if (source.isBlank() || protocol.isBlank()) {
      throw new IllegalArgumentException(
          "published figure of " + method + " does not say where it is from or how it came about");
    }
  }
}
