package org.peftbench.reports.chart;

import java.util.Arrays;

/**
 * One series of one run, written as SVG at once: drawing it takes a hundred times as long, and a
 * report of thousands of runs has tens of thousands of these.
 *
 * @param svg the element
 */
record Sketch(String svg) implements Picture {
  /**
   * Letters of a marked value beside which the axis has room for its title; the heading repeats it.
   */
  private static final int ROOM = 5;

  /** A line through points whose first coordinates ascend. */
  static Sketch line(SeriesStyle style, String xTitle, String yTitle, double[] x, double[] y) {
    Frame frame =
        new Frame(
            Scale.linear(0, x[x.length - 1]),
            Scale.linear(Arrays.stream(y).min().orElse(0), Arrays.stream(y).max().orElse(1)));
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(point(frame, x[i], y[i]));
    }
    return of(frame, style, xTitle, yTitle, "<path class=\"line\" d=\"" + path + "\"/>");
  }

  /** Bars of equal width from 0. */
  static Sketch bars(
      SeriesStyle style, String xTitle, String yTitle, double least, double width, double[] y) {
    Frame frame =
        new Frame(
            Scale.linear(least, least + width * y.length),
            Scale.linear(0, Arrays.stream(y).max().orElse(1)));
    StringBuilder path = new StringBuilder("M").append(point(frame, least, 0));
    for (int i = 0; i < y.length; i++) {
      path.append('L').append(point(frame, least + i * width, y[i]));
      path.append('L').append(point(frame, least + (i + 1) * width, y[i]));
    }
    path.append('L').append(point(frame, least + y.length * width, 0)).append('Z');
    return of(frame, style, xTitle, yTitle, "<path class=\"area\" d=\"" + path + "\"/>");
  }

  private static Sketch of(
      Frame frame, SeriesStyle style, String xTitle, String yTitle, String series) {
    StringBuilder svg = new StringBuilder("<svg class=\"sketch series-");
    svg.append(style.colour()).append("\" viewBox=\"0 0 ").append(Frame.WIDTH).append(' ');
    svg.append(Frame.HEIGHT).append("\" aria-hidden=\"true\" focusable=\"false\">");
    for (double tick : frame.x().ticks()) {
      text(frame.across(tick), Frame.TICKS, "middle", Frame.text(tick, frame.x()), svg);
    }
    int longest = 0;
    for (double tick : frame.y().ticks()) {
      svg.append("<path class=\"grid\" d=\"M").append(Frame.LEFT).append(',');
      svg.append(Drawing.tenths(frame.down(tick))).append('H').append(Frame.RIGHT).append("\"/>");
      String words = Frame.text(tick, frame.y());
      text(Frame.LEFT - 8, frame.down(tick) + 4.5, "end", words, svg);
      longest = Math.max(longest, words.length());
    }
    text((Frame.LEFT + Frame.RIGHT) / 2.0, Frame.TITLE, "middle", xTitle, svg);
    if (longest <= ROOM) {
      svg.append("<g transform=\"translate(14 ").append((Frame.TOP + Frame.BOTTOM) / 2);
      svg.append(") rotate(-90)\">");
      text(0, 0, "middle", yTitle, svg);
      svg.append("</g>");
    }
    return new Sketch(svg.append(series).append("</svg>").toString());
  }

  private static String point(Frame frame, double x, double y) {
    return Drawing.tenths(frame.across(x)) + "," + Drawing.tenths(frame.down(y));
  }

  static void text(double x, double y, String anchor, String words, StringBuilder svg) {
    svg.append("<text x=\"").append(Drawing.tenths(x));
    svg.append("\" y=\"").append(Drawing.tenths(y));
    svg.append("\" text-anchor=\"").append(anchor).append("\">");
    svg.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    svg.append("</text>");
  }
}
