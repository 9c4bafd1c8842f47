package org.peftbench.reports.html;

import java.util.List;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.SeriesStyle;
import org.peftbench.reports.table.Grid;

/** Something on a page; a page is a list of parts, laid out from top to bottom. */
public sealed interface Part {

  /**
   * The start of a section.
   *
   * @param id anchor, unique in its page
   * @param text the heading
   */
  record Heading(String id, String text) implements Part {}

  /**
   * A paragraph.
   *
   * @param style class of the style sheet: {@code headline}, {@code verdict}, {@code facts}; empty
   *     for plain text
   */
  record Prose(String text, String style) implements Part {
    Prose(String text) {
      this(text, "");
    }
  }

  /** What weakens the figures that follow. */
  record Cautions(List<String> sentences) implements Part {
    public Cautions {
      sentences = List.copyOf(sentences);
    }
  }

  /**
   * A table.
   *
   * @param caption for who can't see it
   * @param grid its cells
   * @param keys how each line's series is drawn in the charts, one a line; empty if none is drawn
   */
  record Table(String caption, Grid grid, List<SeriesStyle> keys) implements Part {
    public Table {
      keys = List.copyOf(keys);
    }

    Table(String caption, Grid grid) {
      this(caption, grid, List.of());
    }
  }

  /**
   * Pictures side by side, as many as there is room for.
   *
   * @param files how the paths of the pictures' files begin, from the site's root; empty if there
   *     are none
   */
  record Charts(List<Chart> charts, String files) implements Part {
    public Charts {
      charts = List.copyOf(charts);
    }
  }

  /** Names and what they stand for. */
  record Facts(List<Fact> facts) implements Part {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** One of {@link Facts}. */
  record Fact(String name, String text) {}

  /** Text to be copied as it stands: a command, a specification, the end of a log. */
  record Listing(String text) implements Part {}

  /** Parts behind a line that opens them. */
  record Fold(String summary, List<Part> parts) implements Part {
    public Fold {
      parts = List.copyOf(parts);
    }
  }

  /** Other pages. */
  record Links(String label, List<Link> links) implements Part {
    public Links {
      links = List.copyOf(links);
    }
  }

  /**
   * A way to a page or file.
   *
   * @param target from the site's root
   */
  record Link(String text, String target) {}

  /** What the words and marks of a report mean. */
  record Reading() implements Part {}
}
