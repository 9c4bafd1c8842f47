package org.peftbench.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.reports.Comparison;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.StudyStore;

/** One store or several, read as one; of a run that lies in several, the first one counts. */
final class Stores {
  private final Map<String, RunStore> homes = new HashMap<>();
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
    for (RunRecord record : holdings.records()) {
      if (homes.putIfAbsent(record.spec().id(), store) == null) {
        records.add(record);
      }
    }
    unreadable.putAll(holdings.unreadable());
    new StudyStore(store.root()).all().forEach(study -> studies.putIfAbsent(study.id(), study));
  }

  /** Where a run's files lie. */
  RunStore home(RunRecord record) {
    RunStore home = homes.get(record.spec().id());
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
