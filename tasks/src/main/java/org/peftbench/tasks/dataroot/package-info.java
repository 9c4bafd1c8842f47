/**
 * Reads the splits of data sets below a data root, {@code <dataset>/<config>/<split>} with one of
 * the suffixes of {@link org.peftbench.tasks.dataroot.Format}.
 *
 * <p>{@link org.peftbench.tasks.dataroot.SplitFile} finds the file, {@link
 * org.peftbench.tasks.dataroot.SplitReader} reads its rows: tables through DuckDB, which may open
 * that one file and nothing else, JSON and CoNLL's columns by themselves.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks.dataroot;
