package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void everyPixelKeepsItsColour() {
    BufferedImage image = colours(256);
    BufferedImage indexed = Palette.applied(image).orElseThrow();
    assertThat(indexed.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(indexed.getRGB(x, y)).isEqualTo(image.getRGB(x, y));
      }
    }
  }

  @Test
  void moreColoursThanABytesAreLeftAsTheyAre() {
    assertThat(Palette.applied(colours(257))).isEmpty();
  }

  /** So many colours, each twice side by side, in an image of three rows. */
  private static BufferedImage colours(int count) {
    BufferedImage image = new BufferedImage(2 * count, 3, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 2 * count; x++) {
        image.setRGB(x, y, 0x010203 * (x / 2) % 0xffffff);
      }
    }
    return image;
  }
}
