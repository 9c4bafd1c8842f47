/**
 * The site. A {@link org.peftbench.reports.html.Page} is a list of {@link
 * org.peftbench.reports.html.Part}s, which hold finished text; what each page says is worked out
 * here, one class a page. The templates under {@code src/main/jte} only lay the parts out and
 * escape each word for its place, so that a new page needs no new template.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.reports.html;
