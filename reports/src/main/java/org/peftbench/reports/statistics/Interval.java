package org.peftbench.reports.statistics;

/** The ends of an interval, both included. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval runs from " + low + " to " + high);
    }
  }
}
