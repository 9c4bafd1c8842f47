package org.peftbench.reports.html;

import java.util.List;

/**
 * A page, ready to be laid out.
 *
 * @param path from the site's root: {@code index.html}, {@code tasks/rte.html}
 * @param title its heading
 * @param parts from top to bottom
 */
public record Page(String path, String title, List<Part> parts) {
  public Page {
    parts = List.copyOf(parts);
  }

  /** What leads from the page back to the site's root: empty, or {@code ../}. */
  public String root() {
    return "../".repeat((int) path.chars().filter(c -> c == '/').count());
  }

  /** The sections, for a list of contents. */
  public List<Part.Heading> headings() {
    return parts.stream()
        .filter(Part.Heading.class::isInstance)
        .map(Part.Heading.class::cast)
        .toList();
  }
}
