/**
 * The statistics behind every claim of a report.
 *
 * <p>Spread over seeds ({@link org.peftbench.reports.statistics.Summary}), uncertainty over
 * examples ({@link org.peftbench.reports.statistics.Bootstrap}), whether two methods differ on the
 * same examples ({@link org.peftbench.reports.statistics.PairedPermutation}, {@link
 * org.peftbench.reports.statistics.Wilcoxon}, {@link org.peftbench.reports.statistics.McNemar}) and
 * by how much ({@link org.peftbench.reports.statistics.EffectSize}), the price of asking often
 * ({@link org.peftbench.reports.statistics.Holm}) and of comparing with the best ({@link
 * org.peftbench.reports.statistics.BestTest}), places across tasks ({@link
 * org.peftbench.reports.statistics.Friedman}) and how many seeds would tell ({@link
 * org.peftbench.reports.statistics.SeedsNeeded}). All of it is seeded: same data, same figures. The
 * tests hold each against scipy, and against simulated sweeps in which nothing differs.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.statistics;
