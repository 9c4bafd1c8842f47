/**
 * A report on the loopback address.
 *
 * <p>{@link org.peftbench.harness.serve.ReportServer} answers with the same pages that a report
 * writes, made anew when the store has grown, and with a page of what is still running.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.serve;
