/**
 * The command line.
 *
 * <p>Exit status: 0 all well, 1 some run of a sweep did not succeed, 2 something the user can mend
 * (one line on standard error), 70 a defect of peftbench (with its trace), 130 ended by Ctrl-C.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.cli;
