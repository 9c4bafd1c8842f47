/**
 * What is to be compared, and the runs that follow from it.
 *
 * <p>A suite is a YAML file. {@link org.peftbench.harness.suite.SuiteReader} reads it strictly:
 * every complaint names file, line and column, and every name and setting is checked before
 * anything is fetched or trained. {@link org.peftbench.harness.suite.Plan} multiplies it out:
 * backbones by tasks by methods by seeds, one {@link org.peftbench.results.RunSpec} each.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.suite;
