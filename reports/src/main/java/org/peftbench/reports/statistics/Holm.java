package org.peftbench.reports.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holm's step-down correction, which keeps the chance of even one false difference at bay. */
public final class Holm {
  private Holm() {}

  /** Adjusted p-values, in the order of the raw ones. */
  public static double[] adjust(double[] raw) {
    int[] ascending =
        IntStream.range(0, raw.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> raw[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[raw.length];
    double running = 0;
    for (int rank = 0; rank < raw.length; rank++) {
      int i = ascending[rank];
      running = Math.max(running, Math.min(1, raw[i] * (raw.length - rank)));
      adjusted[i] = running;
    }
    return adjusted;
  }

  /** Likewise where some tests were not possible: their places stay empty and count for nothing. */
  public static List<@Nullable Double> adjust(List<@Nullable Double> raw) {
    double[] adjusted =
        adjust(raw.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray());
    List<@Nullable Double> inPlace = new ArrayList<>();
    int tested = 0;
    for (Double p : raw) {
      inPlace.add(p == null ? null : adjusted[tested++]);
    }
    return inPlace;
  }
}
