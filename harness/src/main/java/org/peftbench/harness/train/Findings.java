package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;

/** What has been found out in a run so far, for its record; all of it grows. */
record Findings(Map<String, String> notes, List<Metric> metrics, List<Curve> curves) {
  /** Nothing yet. */
  Findings() {
    this(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
  }
}
