package org.peftbench.reports;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peftbench.results.Environment;
import org.peftbench.results.RunRecord;

/**
 * What a run's times and memory depend on. Another version of peftbench is no other machine.
 *
 * @param cpu the processor's name
 * @param cores logical processors
 * @param memoryBytes physical memory
 * @param software operating system, virtual machine and engine
 * @param device {@code cpu} or a GPU's name
 * @param settings that steer allocator, threads and engine
 */
public record Machine(
    String cpu,
    int cores,
    long memoryBytes,
    String software,
    String device,
    Map<String, String> settings) {
  public Machine {
    settings = Map.copyOf(settings);
  }

  /** Where a run ran; empty if it died before it could say. */
  public static Optional<Machine> of(RunRecord run) {
    return Optional.ofNullable(run.environment()).map(Machine::of);
  }

  private static Machine of(Environment environment) {
    return new Machine(
        environment.cpu(),
        environment.cores(),
        environment.memoryBytes(),
        environment.os() + ", " + environment.java() + ", " + environment.engine(),
        environment.device(),
        environment.settings());
  }

  /** What computes, in words: steps of two such are not compared even in matrix products. */
  public String processor() {
    return device.equals("cpu") ? "%d cores of %s".formatted(cores, cpu) : device;
  }

  /** The machines of several runs, in their order. */
  public static Set<Machine> of(Collection<RunRecord> runs) {
    Set<Machine> machines = new LinkedHashSet<>();
    runs.forEach(run -> of(run).ifPresent(machines::add));
    return machines;
  }
}
