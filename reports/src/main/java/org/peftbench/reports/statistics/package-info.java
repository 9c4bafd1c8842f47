/**
 * The statistics behind every claim of a report.
 *
 * <p>Spread over seeds ({@link org.peftbench.reports.statistics.Summary}), uncertainty over
 * examples ({@link org.peftbench.reports.statistics.Bootstrap}), whether two methods differ on the
 * same examples ({@link org.peftbench.reports.statistics.PairedPermutation}) and the price of
 * asking often ({@link org.peftbench.reports.statistics.Holm}). All of it is seeded: same data,
 * same figures. The tests hold each against scipy.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.statistics;
