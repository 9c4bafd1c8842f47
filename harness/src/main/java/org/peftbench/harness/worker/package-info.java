/**
 * One run, one process.
 *
 * <p>The parent writes a {@link org.peftbench.harness.worker.Job} to a file and starts a child JVM
 * on it ({@link org.peftbench.harness.worker.WorkerCommand}); the child trains ({@link
 * org.peftbench.harness.worker.Worker}), tells its progress line by line on standard output ({@link
 * org.peftbench.harness.worker.WorkerLines}) and saves its record. Native memory, random state and
 * crashes stay inside it: whatever way it ends, {@link org.peftbench.harness.worker.Workers} makes
 * a record of it, and the parent never loads the engine.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.worker;
