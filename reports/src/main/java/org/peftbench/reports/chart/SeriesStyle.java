package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Row;

/**
 * How one series is drawn: colour, marker and dash all differ, so that none of them has to be seen.
 * The hues are Okabe and Ito's; the page's style sheet holds them, in shades for light and dark.
 *
 * @param index place in the order of labels, the same in every chart of a page
 */
public record SeriesStyle(int index) {
  /** Hues, and markers, before they repeat. */
  public static final int COLOURS = 7;

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);

  /** The markers again, as paths around (12, 6) for the key. */
  private static final List<String> PATHS =
      List.of(
          "M8 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
          "M8 2h8v8h-8z",
          "M12 1l5 5l-5 5l-5-5z",
          "M12 1.5l4.5 8h-9z",
          "M12 10.5l4.5-8h-9z",
          "M9 1.5l3 3l3-3l1.5 1.5l-3 3l3 3l-1.5 1.5l-3-3l-3 3l-1.5-1.5l3-3l-3-3z",
          "M11 1.5h2v3.5h3.5v2h-3.5v3.5h-2v-3.5h-3.5v-2h3.5z");

  private static final List<float[]> DASHES =
      List.of(new float[] {1, 0}, new float[] {7, 4}, new float[] {2, 3});

  /** A style for each label of a comparison. */
  public static Map<String, SeriesStyle> of(Comparison comparison) {
    Map<String, SeriesStyle> styles = new TreeMap<>();
    comparison.blocks().stream()
        .flatMap(block -> block.rows().stream())
        .map(Row::label)
        .distinct()
        .sorted()
        .forEach(label -> styles.put(label, new SeriesStyle(styles.size())));
    return styles;
  }

  /** Number of the hue, from 0. */
  public int colour() {
    return index % COLOURS;
  }

  /** The marker as an SVG path in a box of 24 by 12. */
  public String markerPath() {
    return PATHS.get(index % COLOURS);
  }

  /** The dash as SVG writes it; empty for a full line. */
  public String dash() {
    float[] dash = dashes();
    return dash[1] == 0 ? "" : (int) dash[0] + " " + (int) dash[1];
  }

  Marker marker() {
    return MARKERS.get(index % COLOURS);
  }

  Color line() {
    return Ink.series(colour());
  }

  Color band() {
    return Ink.band(colour());
  }

  BasicStroke stroke() {
    float[] dash = dashes();
    return dash[1] == 0
        ? new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }

  private float[] dashes() {
    return DASHES.get(index / COLOURS % DASHES.size());
  }
}
