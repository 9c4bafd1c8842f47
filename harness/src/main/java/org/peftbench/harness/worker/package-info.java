/**
 * One run at a time, one process.
 *
 * <p>The parent starts a child JVM ({@link org.peftbench.harness.worker.WorkerCommand}) and writes
 * a {@link org.peftbench.harness.worker.Job} to its standard input; the child trains ({@link
 * org.peftbench.harness.worker.Worker}), tells its progress line by line on standard output ({@link
 * org.peftbench.harness.worker.WorkerLines}) and saves its record. Then it ends, or is ready for
 * another run of the same kind ({@link org.peftbench.harness.worker.WorkerProcess}). Native memory,
 * random state and crashes stay inside it: whatever way it ends, {@link
 * org.peftbench.harness.worker.Workers} makes a record of it, and the parent never loads the
 * engine.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.worker;
