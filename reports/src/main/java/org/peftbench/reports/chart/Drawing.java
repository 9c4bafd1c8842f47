package org.peftbench.reports.chart;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something drawn once and written in any format; two are equal if they look the same. */
public final class Drawing implements Picture {
  private static final int PIXELS = 2; // of an image, one way, for each unit of the drawing
  private static final int DECIMALS = 3; // fewer are left
  private static final Pattern CLIP = Pattern.compile("(?<=[\"#])clip-?\\d+");

  private final int width;
  private final int height;
  private final Consumer<Graphics2D> drawing;
  private final byte[] document;
  private final String svg;

  Drawing(int width, int height, Consumer<Graphics2D> drawing) {
    this.width = width;
    this.height = height;
    this.drawing = drawing;
    this.document = document();
    this.svg = inline(new String(document, StandardCharsets.UTF_8));
  }

  @Override
  public String svg() {
    return svg;
  }

  /** Writes a file of its own, on a white ground. */
  public void write(Format format, OutputStream out) throws IOException {
    switch (format) {
      case SVG -> out.write(document);
      case PNG -> Png.write(image(), out);
      case PDF -> vectors(format).writeTo(out);
    }
  }

  /** Formats of files. */
  public enum Format {
    SVG,
    PNG,
    PDF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Drawing drawn && drawn.svg.equals(svg);
  }

  @Override
  public int hashCode() {
    return svg.hashCode();
  }

  private BufferedImage image() {
    BufferedImage image =
        new BufferedImage(width * PIXELS, height * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(PIXELS, PIXELS);
    drawing.accept(graphics);
    graphics.dispose();
    return image;
  }

  private Document vectors(Format format) {
    Vectors graphics = new Vectors();
    drawing.accept(graphics);
    return Processors.get(format.toString())
        .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height));
  }

  /** The vectors as SVG writes them: the file as it is, and what stands in a page. */
  private byte[] document() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      vectors(Format.SVG).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private String inline(String document) {
    String body =
        document.substring(document.indexOf('>', document.indexOf("<svg")) + 1).stripTrailing();
    return "<svg viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" aria-hidden=\"true\" focusable=\"false\">"
        + Ink.toVariables(uniqueClips(inTags(body, Drawing::shortNumbers)));
  }

  /**
   * Numbers of three decimals and more, with one: a tenth of a unit is less than anyone sees. They
   * are found by their points, for a pattern is tried at every letter of a large picture.
   */
  static String shortNumbers(String svg) {
    StringBuilder shorter = new StringBuilder(svg.length());
    int copied = 0;
    for (int point = svg.indexOf('.'); point >= 0; point = svg.indexOf('.', point + 1)) {
      int start = point;
      while (start > copied && isDigit(svg, start - 1)) {
        start--;
      }
      int end = point + 1;
      while (isDigit(svg, end)) {
        end++;
      }
      if (start < point && end - point > DECIMALS) {
        start -= start > copied && svg.charAt(start - 1) == '-' ? 1 : 0;
        shorter.append(svg, copied, start);
        shorter.append(tenths(Double.parseDouble(svg.substring(start, end))));
        copied = end;
      }
    }
    return shorter.append(svg, copied, svg.length()).toString();
  }

  private static boolean isDigit(String text, int place) {
    return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
  }

  static String tenths(double value) {
    long tenths = Math.round(10 * value);
    return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }

  /** Ids are unique in a page, and a page has many charts with the same clip. */
  private static String uniqueClips(String svg) {
    String prefix = "%08x".formatted(svg.hashCode());
    return CLIP.matcher(svg)
        .replaceAll(clip -> Matcher.quoteReplacement(clip.group() + "-" + prefix));
  }

  /** Changes tags alone: words between them are shown as they are. */
  private static String inTags(String svg, UnaryOperator<String> change) {
    StringBuilder changed = new StringBuilder(svg.length());
    int copied = 0;
    for (int start = svg.indexOf('<'); start >= 0; start = svg.indexOf('<', copied)) {
      int end = svg.indexOf('>', start) + 1;
      changed.append(svg, copied, start).append(change.apply(svg.substring(start, end)));
      copied = end;
    }
    return changed.append(svg, copied, svg.length()).toString();
  }
}
