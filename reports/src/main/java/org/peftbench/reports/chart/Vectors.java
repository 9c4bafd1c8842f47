package org.peftbench.reports.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import java.awt.Font;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vectors whose words are in the machine's own font. Of {@code SansSerif}, SVG and PDF would look
 * for it among all fonts once more in every file, which takes longer than all the rest.
 */
final class Vectors extends VectorGraphics2D {
  private static final Map<Font, Font> PHYSICAL = new ConcurrentHashMap<>();

  @Override
  public void setFont(Font font) {
    super.setFont(PHYSICAL.computeIfAbsent(font, GraphicsUtils::getPhysicalFont));
  }
}
