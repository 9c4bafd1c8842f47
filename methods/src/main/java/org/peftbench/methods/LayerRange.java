package org.peftbench.methods;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/**
 * Some of a stack's layers: {@code all}, {@code first 3}, {@code last 3}. Places outside the layers
 * (embeddings, pooler) belong to every range.
 */
public final class LayerRange {
  private static final Pattern FORM = Pattern.compile("(first|last) ([1-9]\\d{0,3})");

  private static final int ALL = Integer.MAX_VALUE;

  private final boolean last;
  private final int count;

  private LayerRange(boolean last, int count) {
    this.last = last;
    this.count = count;
  }

  /**
   * Reads the form that configurations use.
   *
   * @throws UserError if it is another
   */
  public static LayerRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      return new LayerRange(form.group(1).equals("last"), Integer.parseInt(form.group(2)));
    }
    if (!text.equals("all")) {
      throw new UserError("layers must be all, first N or last N with N >= 1, got %s", text);
    }
    return new LayerRange(false, ALL);
  }

  /**
   * Those of the sites that lie in the range.
   *
   * @throws UserError if a stack has fewer layers than the range names
   */
  public List<Site> of(Outline outline, List<Site> sites) {
    return sites.stream().filter(site -> site.layer() < 0 || holds(outline, site)).toList();
  }

  private boolean holds(Outline outline, Site site) {
    if (count == ALL) {
      return true;
    }
    int layers = layers(outline, site.stack());
    if (count > layers) {
      throw new UserError(
          "layers must name at most the %d layers of the %s, got %s %d",
          layers, site.stack(), last ? "last" : "first", count);
    }
    return last ? site.layer() >= layers - count : site.layer() < count;
  }

  private static int layers(Outline outline, String stack) {
    return outline.sites().stream()
        .filter(site -> site.stack().equals(stack))
        .mapToInt(site -> site.layer() + 1)
        .max()
        .orElseThrow();
  }
}
