package org.peftbench.reports;

import org.peftbench.reports.statistics.Summary;
import org.peftbench.results.Metric;

/**
 * One measurement of a configuration over its seeds.
 *
 * @param name as in {@link Metric#name()}
 * @param unit as in {@link Metric#unit()}
 * @param direction which way is better, if one is
 * @param summary over the seeds that measured it
 */
public record Figure(String name, String unit, Metric.Direction direction, Summary summary) {}
