/**
 * The page. Everything is worked out here, in records that hold finished text; the templates under
 * {@code src/main/jte} only lay it out and escape each word for its place.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.html;
