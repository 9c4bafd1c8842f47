package org.peftbench.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.TaskRanks;
import org.peftbench.reports.statistics.Friedman;
import org.peftbench.reports.table.Figures;

/**
 * Demšar's critical-difference diagram (2006, figure 1): mean ranks on a line, with bars over the
 * groups whose members can't be told apart.
 */
public final class RankChart {
  private static final int WIDTH = 720;
  private static final int SIDE = 170;
  private static final int AXIS = 62;
  private static final int ROW = 20;
  private static final int BAR = 9;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final TaskRanks ranks;
  private final List<Double> means;
  private final List<int[]> groups;

  private RankChart(TaskRanks ranks) {
    this.ranks = ranks;
    this.means = ranks.friedman().meanRanks();
    this.groups = groups(means, ranks.friedman().criticalDifference());
  }

  /** The diagram of one backbone. */
  public static Chart of(TaskRanks ranks) {
    Friedman friedman = ranks.friedman();
    RankChart chart = new RankChart(ranks);
    return new Chart(
        "Critical differences",
        "Mean ranks over "
            + friedman.tasks()
            + " tasks, 1 is best. Methods under one bar can't be told apart (Nemenyi, 5 %).",
        ranks.labels().get(0)
            + " has the best mean rank, "
            + Figures.fixed(friedman.meanRanks().get(0), 2)
            + "; the critical difference is "
            + Figures.fixed(friedman.criticalDifference(), 2)
            + ".",
        chart.picture(),
        List.of(),
        ranks.grid());
  }

  /** Longest runs of neighbours whose ends differ by less than the limit, first and last place. */
  static List<int[]> groups(List<Double> means, double limit) {
    List<int[]> groups = new ArrayList<>();
    int reached = -1;
    for (int first = 0; first < means.size(); first++) {
      int last = first;
      while (last + 1 < means.size() && means.get(last + 1) - means.get(first) < limit) {
        last++;
      }
      if (last > first && last > reached) {
        groups.add(new int[] {first, last});
        reached = last;
      }
    }
    return groups;
  }

  private Picture picture() {
    int half = (means.size() + 1) / 2;
    int height = AXIS + 16 + groups.size() * BAR + (half + 1) * ROW;
    return new Drawing(WIDTH, height, this::draw);
  }

  private void draw(Graphics2D graphics) {
    graphics.setFont(FONT);
    graphics.setColor(Ink.TEXT);
    graphics.setStroke(new BasicStroke(1f));
    line(graphics, x(1), AXIS, x(means.size()), AXIS);
    for (int rank = 1; rank <= means.size(); rank++) {
      line(graphics, x(rank), AXIS - 5, x(rank), AXIS);
      if (means.size() <= 15 || rank % 5 == 0 || rank == 1) {
        Labels.centred(graphics, Integer.toString(rank), x(rank), AXIS - 9);
      }
    }
    double difference = ranks.friedman().criticalDifference();
    boolean fits = difference <= means.size() - 1.0;
    double end = fits ? x(1 + difference) : x(means.size());
    line(graphics, x(1), 18, end, 18);
    line(graphics, x(1), 14, x(1), 22);
    if (fits) {
      line(graphics, end, 14, end, 22);
    } else { // an arrow: it goes on beyond the axis
      line(graphics, end - 5, 14, end, 18);
      line(graphics, end - 5, 22, end, 18);
    }
    graphics.drawString(
        "critical difference " + Figures.fixed(difference, 2), (float) end + 8, 22.5f);
    methods(graphics);
    bars(graphics);
  }

  /** The better half hangs on the left, the other on the right, from the middle outwards. */
  private void methods(Graphics2D graphics) {
    int half = (means.size() + 1) / 2;
    double top = AXIS + 16.0 + groups.size() * BAR;
    for (int i = 0; i < means.size(); i++) {
      boolean left = i < half;
      double y = top + (left ? i : means.size() - 1 - i) * ROW + ROW / 2.0;
      double end = left ? SIDE - 6.0 : WIDTH - SIDE + 6.0;
      graphics.setColor(Ink.TEXT);
      graphics.setStroke(new BasicStroke(1f));
      line(graphics, x(means.get(i)), AXIS, x(means.get(i)), y);
      line(graphics, x(means.get(i)), y, end, y);
      String text = ranks.labels().get(i) + "  " + Figures.fixed(means.get(i), 2);
      double width = graphics.getFontMetrics().stringWidth(text);
      graphics.drawString(text, (float) (left ? end - 6 - width : end + 6), (float) y + 4.5f);
    }
  }

  private void bars(Graphics2D graphics) {
    Color colour = Ink.series(0);
    for (int i = 0; i < groups.size(); i++) {
      graphics.setColor(colour);
      graphics.setStroke(new BasicStroke(4f));
      double y = AXIS + 10.0 + i * BAR;
      line(graphics, x(means.get(groups.get(i)[0])) - 3, y, x(means.get(groups.get(i)[1])) + 3, y);
    }
  }

  private double x(double rank) {
    return SIDE + (rank - 1) / Math.max(1, means.size() - 1.0) * (WIDTH - 2.0 * SIDE);
  }

  private static void line(Graphics2D graphics, double x1, double y1, double x2, double y2) {
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }
}
