/**
 * Pictures of a comparison, drawn by XChart or on Java2D's canvas, and made fit for a page.
 *
 * <p>A {@link org.peftbench.reports.chart.Chart} is a {@link org.peftbench.reports.chart.Picture},
 * inline SVG whose colours follow the page's light or dark theme, or a file, with what a reader who
 * can't see it needs: a description and the figures as a {@link org.peftbench.reports.table.Grid}.
 * Same data, same fonts: same bytes.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.chart;
