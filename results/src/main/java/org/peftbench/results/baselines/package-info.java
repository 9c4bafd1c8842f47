/**
 * What a suite's runs came to when somebody last said that they were right.
 *
 * <p>A baseline is one JSON file that is committed beside the code it guards: a few seeds of every
 * configuration, the margins a later check allows, and why it was made. {@code
 * org.peftbench.reports.gate} judges later runs by it.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results.baselines;
