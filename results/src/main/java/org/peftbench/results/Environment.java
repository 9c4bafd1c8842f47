package org.peftbench.results;

import java.util.Map;

/**
 * Where a run ran, as far as it can change a figure. No host or user names.
 *
 * @param os name, version and architecture
 * @param cpu the processor's name as the system gives it
 * @param cores logical processors seen by the worker
 * @param memoryBytes physical memory
 * @param java vendor and version of the virtual machine
 * @param engine name and version of the engine and of its native library
 * @param device {@code cpu} or {@code gpu:N}
 * @param peftbench version and, where known, commit
 * @param settings environment variables and properties that steer allocator, threads and engine
 */
public record Environment(
    String os,
    String cpu,
    int cores,
    long memoryBytes,
    String java,
    String engine,
    String device,
    String peftbench,
    Map<String, String> settings) {
  public Environment {
    device = device.equals("cpu()") ? "cpu" : device; // as the first records have it
    settings = Map.copyOf(settings);
  }
}
