/**
 * What can be found out about methods without comparing scores: {@link
 * org.peftbench.harness.study.KernelComparison} holds every method's tangent kernel against full
 * fine-tuning's before training, {@link org.peftbench.harness.study.WeightUpdate} looks at what a
 * training left in the weights. Both make records for {@link org.peftbench.results.study}.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.study;
