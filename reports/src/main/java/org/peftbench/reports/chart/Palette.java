package org.peftbench.reports.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The colours of a picture that has few: each pixel is then a byte, and encoded four times as fast.
 */
final class Palette {
  private static final int MOST = 256;

  private final Map<Integer, Byte> places = new HashMap<>();
  private final int[] colours = new int[MOST];

  private Palette() {}

  /**
   * The same picture by its palette; empty if it has more than 256 colours.
   *
   * @param image of {@link BufferedImage#TYPE_INT_RGB}
   */
  static Optional<BufferedImage> applied(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] indices = new byte[pixels.length];
    Palette palette = new Palette();
    int last = pixels[0];
    byte place = palette.place(last);
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != last) { // seldom: neighbours are mostly alike
        last = pixels[i];
        if (palette.isFull() && !palette.places.containsKey(last)) {
          return Optional.empty();
        }
        place = palette.place(last);
      }
      indices[i] = place;
    }
    IndexColorModel model =
        new IndexColorModel(
            8, palette.places.size(), palette.colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    WritableRaster raster = indexed.getRaster();
    raster.setDataElements(0, 0, image.getWidth(), image.getHeight(), indices);
    return Optional.of(indexed);
  }

  private boolean isFull() {
    return places.size() == MOST;
  }

  private byte place(int colour) {
    return places.computeIfAbsent(
        colour,
        added -> {
          colours[places.size()] = added;
          return (byte) places.size();
        });
  }
}
