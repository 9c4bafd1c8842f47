package org.peftbench.results.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Environment;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * What training did to weights: the rank of each method's update ΔW, and how what it trained is
 * spread.
 *
 * @param schema version of this form
 * @param updates one a run
 * @param environment where it was made
 */
public record UpdateStudy(int schema, List<Update> updates, Environment environment)
    implements Study {
  private static final int QUANTILES = 7;

  public UpdateStudy {
    Study.requireReadable(schema);
    updates = List.copyOf(updates);
  }

  /**
   * The update of one run.
   *
   * @param run its id
   * @param label as the suite calls it
   * @param formula what the method computes
   * @param backbone that it was trained on
   * @param task that it was trained on
   * @param seed of the run
   * @param matrices by kind of place; absent where the method does not fold into weights, empty
   *     where it changes no matrix
   * @param values of what was trained, by kind of array
   */
  public record Update(
      String run,
      String label,
      String formula,
      RunSpec.Backbone backbone,
      RunSpec.Task task,
      long seed,
      @Nullable List<Matrices> matrices,
      List<Values> values) {
    public Update {
      matrices = matrices == null ? null : List.copyOf(matrices);
      values = List.copyOf(values);
    }
  }

  /**
   * Matrices that do the same in each layer.
   *
   * @param kind name of the weight with {@code *} in the place of the layer
   * @param count of the matrices
   * @param fullRank the shorter side: no rank is above it
   * @param rank singular values of ΔW above what rounding of W alone makes, mean over the matrices
   * @param effectiveRank exponential of the entropy of the singular values' shares, likewise
   * @param change ‖ΔW‖ / ‖W‖ over all of them, Frobenius
   */
  public record Matrices(
      String kind, int count, long fullRank, double rank, double effectiveRank, double change) {}

  /**
   * Trained arrays of one kind, their values together.
   *
   * @param kind name with {@code *} in the place of the layer
   * @param arrays of this kind
   * @param change ‖θ − θ₀‖ / ‖θ₀‖, θ₀ the start; absent where that is 0
   * @param start the same quantiles before training
   * @param end least value, quantiles 1, 25, 50, 75 and 99 %, greatest value
   */
  public record Values(
      String kind, int arrays, @Nullable Double change, List<Double> start, List<Double> end) {
    public Values {
      start = List.copyOf(start);
      end = List.copyOf(end);
      if (start.size() != QUANTILES || end.size() != QUANTILES) {
        throw new IllegalArgumentException(
            "values of " + kind + " need " + QUANTILES + " quantiles");
      }
    }
  }

  @Override
  @JsonIgnore
  public String id() {
    return Digest.of(Json.canonical(updates.stream().map(Update::run).sorted().toList()))
        .substring(0, 16);
  }
}
