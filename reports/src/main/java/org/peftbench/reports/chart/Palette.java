package org.peftbench.reports.chart;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The colours of a picture that has few, as nearly all drawings have. */
final class Palette {
  private static final int MOST = 256;

  private final Map<Integer, Byte> places = new HashMap<>();
  private final int[] colours = new int[MOST];
  private final byte[] indices;
  private boolean whole;

  private Palette(int size) {
    indices = new byte[size];
  }

  /** The colours of these pixels, as far as there are at most 256. */
  static Palette of(int[] pixels) {
    Palette palette = new Palette(pixels.length);
    palette.whole = palette.place(pixels);
    return palette;
  }

  /** Whether it has all colours. */
  boolean isWhole() {
    return whole;
  }

  /** By place. */
  int[] colours() {
    return Arrays.copyOf(colours, places.size());
  }

  /** Of each pixel the place of its colour. */
  byte[] indices() {
    return indices.clone();
  }

  private boolean place(int[] pixels) {
    int last = ~pixels[0];
    byte place = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != last) { // seldom: neighbours are mostly alike
        last = pixels[i];
        Byte known = places.get(last);
        if (known == null && places.size() == MOST) {
          return false;
        }
        place = known == null ? add(last) : known;
      }
      indices[i] = place;
    }
    return true;
  }

  private byte add(int colour) {
    int place = places.size();
    colours[place] = colour;
    places.put(colour, (byte) place);
    return (byte) place;
  }
}
