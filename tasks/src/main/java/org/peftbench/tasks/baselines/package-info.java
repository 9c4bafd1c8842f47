/**
 * Answers without a model, so that a reader sees what a task asks.
 *
 * <p>{@link org.peftbench.tasks.baselines.Baselines} scores them as runs are scored: {@code
 * Majority} knows no question, {@code Nearest} looks for the most similar text, {@code BagOfWords}
 * is a logistic regression that knows words and not their order, {@code LogitModel} its arithmetic.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks.baselines;
