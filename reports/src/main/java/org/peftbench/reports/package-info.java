/**
 * What people read.
 *
 * <p>A {@link org.peftbench.reports.Comparison} lays run records side by side and says which
 * differences are real; {@link org.peftbench.reports.TaskRanks} and {@link
 * org.peftbench.reports.Versus} do so across tasks and {@link org.peftbench.reports.StoreDiff}
 * across stores. {@link org.peftbench.reports.ConsoleTable} prints the end of a run, {@link
 * org.peftbench.reports.ReportSite} writes the site that one sends to a colleague, {@link
 * org.peftbench.reports.ModelCard} the card beside an adapter. Reports read records and, through
 * {@link org.peftbench.reports.RunFiles}, what lies beside them: no engine, no task.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports;
