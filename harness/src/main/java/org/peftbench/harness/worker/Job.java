package org.peftbench.harness.worker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;

/**
 * What a worker is told to do. All paths are absolute.
 *
 * @param suite that asked for the run
 * @param label how the suite calls the run's configuration
 * @param spec the whole input of the run
 * @param store where its record goes
 * @param dataRoot where tasks that need data sets look for them; absent when the user named none
 * @param home where converted weights and the engine's libraries are kept
 * @param init folder of the adapter that the spec has the digest of; absent when it has none
 * @param leavings what goes to the store beside the record
 * @param notes what the record is to say besides
 */
public record Job(
    String suite,
    String label,
    RunSpec spec,
    Path store,
    @Nullable Path dataRoot,
    Path home,
    @Nullable Path init,
    Leavings leavings,
    Map<String, String> notes) {
  /** Where all goes that the run leaves. */
  public Path folder() {
    return RunStore.at(store).folder(spec.id());
  }

  /** The same with one thing more for the record to say. */
  Job noting(String topic, String words) {
    Map<String, String> more = new TreeMap<>(notes);
    more.put(topic, words);
    return new Job(suite, label, spec, store, dataRoot, home, init, leavings, more);
  }

  /** The same with its record going to another store. */
  public Job into(Path other) {
    return new Job(suite, label, spec, other, dataRoot, home, init, leavings, notes);
  }
}
