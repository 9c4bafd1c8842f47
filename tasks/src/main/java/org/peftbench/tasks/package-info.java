/**
 * What is asked and how it is scored.
 *
 * <p>A {@link org.peftbench.tasks.TaskDefinition} is a data file; {@link
 * org.peftbench.tasks.TaskCatalog} knows them all. {@link org.peftbench.tasks.TaskLoader} turns one
 * into {@link org.peftbench.tasks.TaskData}: the training and evaluation {@link
 * org.peftbench.tasks.Example}s, the digest of exactly these rows, and notes on how they came
 * about. {@link org.peftbench.tasks.TaskMetrics} scores what a model answered.
 *
 * <p>The packages below know nothing of tasks: {@code wordnet} and {@code languagetool} read the
 * text that Maven Central carries, {@code dataroot} reads a folder of data sets, {@code metrics}
 * holds the arithmetic.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks;
