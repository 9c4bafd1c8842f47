package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {
  /** ImageIO reads it, which checks every chunk. */
  @ParameterizedTest
  @CsvSource({"1, 13", "256, 13", "257, 5"})
  void everyPixelIsReadBackWithItsColour(int colours, int type) throws IOException {
    BufferedImage image = colours(colours);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Png.write(image, out);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.getType()).isEqualTo(type); // indexed, or bytes of blue, green and red
    assertThat(pixels(read)).isEqualTo(pixels(image));
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

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
