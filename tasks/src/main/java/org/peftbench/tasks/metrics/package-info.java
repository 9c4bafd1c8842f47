/**
 * The arithmetic of scoring: plain numbers in, plain numbers out, equal to scikit-learn's and
 * SciPy's to 1e-9. What those leave undefined is NaN here.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks.metrics;
