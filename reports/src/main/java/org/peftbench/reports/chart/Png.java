package org.peftbench.reports.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes drawings as PNG. ImageIO tries five filters on every row, which serve photographs; a page
 * of charts took it most of its time. Here rows are deflated as they are, a byte a pixel where
 * there are few colours.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;

  /** Half the time of the usual level, 6, for files a quarter larger. */
  private static final int LEVEL = 3;

  private static final int TRUE_COLOUR = 2;
  private static final int PALETTE = 3;

  private Png() {}

  /**
   * Writes an image.
   *
   * @param image of {@link BufferedImage#TYPE_INT_RGB}
   */
  static void write(BufferedImage image, OutputStream out) throws IOException {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Palette palette = Palette.of(pixels);
    DataOutputStream data = new DataOutputStream(out);
    data.write(SIGNATURE);
    chunk(
        data,
        "IHDR",
        header -> {
          header.writeInt(image.getWidth());
          header.writeInt(image.getHeight());
          header.writeByte(BITS);
          header.writeByte(palette.isWhole() ? PALETTE : TRUE_COLOUR);
          header.write(new byte[3]); // the only compression and filtering there are, no interlace
        });
    if (palette.isWhole()) {
      chunk(data, "PLTE", colours -> colours.write(bytes(palette.colours())));
    }
    byte[] rows = palette.isWhole() ? palette.indices() : bytes(pixels);
    int length = rows.length / image.getHeight();
    chunk(
        data,
        "IDAT",
        bytes -> {
          Deflater deflater = new Deflater(LEVEL);
          try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes, deflater)) {
            for (int start = 0; start < rows.length; start += length) {
              deflated.write(0); // no filter
              deflated.write(rows, start, length);
            }
          } finally {
            deflater.end();
          }
        });
    chunk(data, "IEND", nothing -> {});
    data.flush();
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static void chunk(DataOutputStream out, String name, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream chunk = new DataOutputStream(bytes);
    chunk.write(name.getBytes(StandardCharsets.US_ASCII));
    content.write(chunk);
    CRC32 check = new CRC32();
    check.update(bytes.toByteArray());
    out.writeInt(bytes.size() - name.length());
    bytes.writeTo(out);
    out.writeInt((int) check.getValue());
  }

  /** Red, green and blue of each. */
  private static byte[] bytes(int[] colours) {
    byte[] bytes = new byte[3 * colours.length];
    for (int i = 0; i < colours.length; i++) {
      bytes[3 * i] = (byte) (colours[i] >> 16);
      bytes[3 * i + 1] = (byte) (colours[i] >> 8);
      bytes[3 * i + 2] = (byte) colours[i];
    }
    return bytes;
  }
}
