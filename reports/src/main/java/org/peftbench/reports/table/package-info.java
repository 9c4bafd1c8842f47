/**
 * A comparison as text: the one rule by which figures are rounded ({@link
 * org.peftbench.reports.table.Figures}), the grids that pages, files and the command line share,
 * and the formats they are written in ({@link org.peftbench.reports.table.GridFormat}).
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.table;
