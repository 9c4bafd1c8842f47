package org.peftbench.harness.cluster;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.worker.Job;

/**
 * Runs to be made elsewhere.
 *
 * @param suite that asked for them
 * @param store where their records have to be in the end
 * @param jobs at least one, by the ids of the runs, in the plan's order
 */
public record Errand(String suite, Path store, Map<String, Job> jobs, Terms terms) {
  public Errand {
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("an errand has at least one job");
    }
  }

  /** Engine threads of the run that has most. */
  public int threads() {
    return jobs.values().stream().mapToInt(job -> job.spec().threads()).max().orElseThrow();
  }

  /**
   * How they are made.
   *
   * @param command that makes a run on any of the machines, on which peftbench lies at the same
   *     path as here; followed by the file of the job, and by {@code --store} and a folder where
   *     the record must not go to the job's own store. A first word {@code java} stands for that of
   *     the machine
   * @param master who hands the machines out, as the executor calls it
   * @param settings of the executor's own
   * @param through URL of a folder that all machines see, through which records come back; absent
   *     if they all see the store
   */
  public record Terms(
      List<String> command, String master, Map<String, String> settings, @Nullable String through) {
    public Terms {
      command = List.copyOf(command);
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }
}
