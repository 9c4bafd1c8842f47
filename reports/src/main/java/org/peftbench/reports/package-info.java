/**
 * What people read.
 *
 * <p>A {@link org.peftbench.reports.Comparison} lays run records side by side and says which
 * differences are real; {@link org.peftbench.reports.ConsoleTable} prints it at the end of a run
 * and {@link org.peftbench.reports.ReportSite} writes the page, the CSV and the Markdown that one
 * sends to a colleague. Reports read records and their predictions and nothing else: no engine, no
 * task.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports;
