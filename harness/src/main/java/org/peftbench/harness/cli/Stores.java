package org.peftbench.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.peftbench.reports.Comparison;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.StudyStore;

/** One store or several, read as one; of a run that lies in several, the first one counts. */
final class Stores {
  private final IdentityHashMap<RunRecord, RunStore> homes = new IdentityHashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final List<RunRecord> records = new ArrayList<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  private final Map<String, Study> studies = new TreeMap<>();

  private Stores() {}

  /** Reads every record of folders that exist. */
  static Stores of(List<Path> folders) {
    Stores stores = new Stores();
    folders.forEach(folder -> stores.add(RunStore.existing(folder.toAbsolutePath().normalize())));
    return stores;
  }

  private void add(RunStore store) {
    RunStore.Holdings holdings = store.holdings();
    List<RunRecord> found = holdings.records();
    List<String> named = found.parallelStream().map(record -> record.spec().id()).toList();
    for (int i = 0; i < named.size(); i++) {
      if (ids.add(named.get(i))) {
        records.add(found.get(i));
        homes.put(found.get(i), store);
      }
    }
    unreadable.putAll(holdings.unreadable());
    new StudyStore(store.root()).all().forEach(study -> studies.putIfAbsent(study.id(), study));
  }

  /** Where the files of one of these runs lie. */
  RunStore home(RunRecord record) {
    RunStore home = homes.get(record);
    if (home == null) {
      throw new IllegalArgumentException("run " + record.spec().id() + " lies in no store");
    }
    return home;
  }

  /** What was studied, each study once. */
  List<Study> studies() {
    return List.copyOf(studies.values());
  }

  /** All runs, differences tested. */
  Comparison comparison() {
    return Comparison.of(records, record -> home(record).predictions(record)).with(unreadable);
  }
}
