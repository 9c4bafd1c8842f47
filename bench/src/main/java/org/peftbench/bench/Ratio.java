package org.peftbench.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many times its {@link Floor} something takes, printed by JMH beside its time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Ratio {
  private double floor;
  private long count;
  private long nanos;

  /** Forgets the last iteration. */
  @Setup(Level.Iteration)
  public void reset() {
    count = 0;
    nanos = 0;
  }

  /** Runs what is measured beside a floor in seconds. */
  void time(double floorNow, Runnable measured) {
    floor = floorNow;
    long start = System.nanoTime();
    measured.run();
    nanos += System.nanoTime() - start;
    count++;
  }

  /** Mean time over the floor's. */
  public double timesFloor() {
    return nanos * 1e-9 / count / floor;
  }

  /** The floor in milliseconds. */
  public double floorMillis() {
    return floor * 1e3;
  }
}
