/**
 * What each family of tasks asks of a model: one class a family.
 *
 * <p>A {@link org.peftbench.harness.train.family.Family} says which texts of an example are
 * tokenised, which inputs it is trained on and asked with ({@link
 * org.peftbench.harness.train.family.Feature}), which head answers, what its loss is, and how the
 * outputs become a prediction. {@link org.peftbench.harness.train.family.Families} finds a task's
 * family. The train loop knows none of them, and none of them knows a method.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.train.family;
