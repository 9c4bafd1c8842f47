/**
 * What people see while a sweep runs: a bar on a terminal, a line a run elsewhere. Everything goes
 * to standard error; standard output belongs to results.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.progress;
