/**
 * Runs told to people's own trackers of experiments.
 *
 * <p>When a run has ended, {@link org.peftbench.harness.track.TrackedRun} is what of its record
 * trackers understand: parameters, curves, figures, tags. {@link
 * org.peftbench.harness.track.Tracking} hands it to each {@link
 * org.peftbench.harness.track.Tracker} from a thread of its own. The store is what counts: a
 * tracker that is dead, slow or full costs a line of warning and nothing else.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.track;
