package org.peftbench.reports.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import java.awt.Font;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names the machine's own font in place of {@code SansSerif}, which the PDF writer would else look
 * for among all fonts once more in every file, longer than all the rest takes.
 */
final class PdfGraphics extends VectorGraphics2D {
  private static final Map<Font, Font> PHYSICAL = new ConcurrentHashMap<>();

  @Override
  public void setFont(Font font) {
    super.setFont(PHYSICAL.computeIfAbsent(font, GraphicsUtils::getPhysicalFont));
  }
}
