/**
 * Runs as tasks of Apache Spark.
 *
 * <p>Three processes have a part in it. {@link org.peftbench.spark.SparkExecutor} is a plug-in of
 * the command {@code peftbench run}: it writes the jobs down and starts {@code spark-submit} of
 * whatever Spark the user has, so that no two versions ever meet. {@link
 * org.peftbench.spark.SparkSweep} is the driver that starts, and makes every job a task. {@link
 * org.peftbench.spark.RunTask} is what a machine of the cluster is given: it starts peftbench there
 * for one run, in the same kind of process as anywhere else. Spark divides cores and accelerators,
 * and gives a dead machine's tasks to another.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.spark;
