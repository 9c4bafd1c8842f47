package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.reports.table.AlignedText;

/** Prints a network's places: a line each, layers that are alike once. */
final class SiteTable {
  private static final int MIB = 1 << 20;

  private SiteTable() {}

  /** Prints sites with shapes and parameters, then the sums. */
  static void print(Outline outline, PrintWriter out) {
    List<Site> sites = outline.sites();
    int last = sites.stream().mapToInt(Site::layer).max().orElse(-1);
    boolean alike = true;
    for (int layer = 1; layer <= last; layer++) {
      alike &= shapes(outline, layer).equals(shapes(outline, 0));
    }
    AlignedText columns = new AlignedText();
    columns.line("site", "role", "in", "out", "parameters");
    for (Site site : sites) {
      if (alike && site.layer() > 0) {
        continue;
      }
      columns.line(
          site.module(),
          site.role().toString(),
          Integer.toString(site.in()),
          Integer.toString(site.out()),
          count(parameters(outline, site)));
    }
    out.print(columns.render());
    if (alike && last > 0) {
      out.printf(Locale.ROOT, "layers 1 to %d: as layer 0%n", last);
    }
    long total = outline.sizes().values().stream().mapToLong(size -> size).sum();
    out.printf(
        Locale.ROOT,
        "%s parameters: %.1f MiB in float32, %.1f MiB in bfloat16; %d positions, %d key/value heads%n",
        count(total),
        4.0 * total / MIB,
        2.0 * total / MIB,
        outline.maxPositions(),
        outline.keyValueHeads());
  }

  /** What a layer consists of, its number apart. */
  private static List<List<Object>> shapes(Outline outline, int layer) {
    return outline.sites().stream()
        .filter(site -> site.layer() == layer)
        .map(
            site ->
                List.<Object>of(
                    site.stack(), site.role(), site.in(), site.out(), parameters(outline, site)))
        .toList();
  }

  private static long parameters(Outline outline, Site site) {
    return outline.sizes().getOrDefault(site.weight(), 0L)
        + outline.sizes().getOrDefault(site.bias(), 0L);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
