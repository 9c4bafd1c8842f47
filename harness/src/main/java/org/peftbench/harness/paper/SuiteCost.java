package org.peftbench.harness.paper;

import java.util.List;

/**
 * What a suite's trainings would cost at most: every row as long as the longest allowed, and every
 * method as dear as full fine-tuning.
 *
 * @param runs trials included
 * @param operations of all trainings, in floating point; without what evaluation computes
 * @param fullBytes the most that full fine-tuning holds at once
 * @param leanBytes the most that Propulsion, which trains least, holds at once
 * @param data data sets that its tasks need
 * @param checkpoints models that the hub has
 */
public record SuiteCost(
    long runs,
    double operations,
    long fullBytes,
    long leanBytes,
    List<String> data,
    List<String> checkpoints) {
  public SuiteCost {
    data = List.copyOf(data);
    checkpoints = List.copyOf(checkpoints);
  }
}
