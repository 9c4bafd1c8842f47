/**
 * A comparison as text: the one rule by which figures are rounded ({@link
 * org.peftbench.reports.table.Figures}), CSV with raw precision and Markdown for a pull request.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.table;
