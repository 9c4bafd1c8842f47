package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.reports.chart.SeriesStyle;

/** The style sheet's colours of either theme by the contrasts that WCAG 2.2 asks for at AA. */
class ColoursTest {
  private static final Pattern VARIABLE = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6})");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everythingStandsOut(boolean dark) {
    Map<String, Integer> colours = colours(dark);
    for (String text : new String[] {"text", "quiet", "accent", "chart-text"}) {
      assertThat(contrast(colours, text, "page")).as(text).isGreaterThan(4.5);
    }
    for (String text : new String[] {"text", "quiet"}) {
      assertThat(contrast(colours, text, "raised")).as(text).isGreaterThan(4.5);
    }
    for (String tag : new String[] {"best", "tie", "warn"}) {
      assertThat(contrast(colours, tag, tag + "-page")).as(tag).isGreaterThan(4.5);
    }
    assertThat(contrast(colours, "text", "warn-page")).isGreaterThan(4.5);
    for (int series = 0; series < SeriesStyle.COLOURS; series++) {
      assertThat(contrast(colours, "series-" + series, "page")).as("%d", series).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void figuresInTheDarkestCellOfAHeatMapAreLegible(boolean dark) {
    Map<String, Integer> colours = colours(dark);
    int page = colours.get("page");
    int hue = colours.get("series-0");
    int half = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int mean = (((page >> shift) & 0xff) + ((hue >> shift) & 0xff)) / 2;
      half |= mean << shift;
    }
    colours.put("cell", half);
    assertThat(contrast(colours, "text", "cell")).isGreaterThan(4.5);
  }

  private static Map<String, Integer> colours(boolean dark) {
    String sheet = Templates.style();
    int themes = sheet.indexOf("prefers-color-scheme: dark");
    int rest = sheet.indexOf("* {");
    Map<String, Integer> colours = new HashMap<>();
    String read = sheet.substring(0, dark ? rest : themes);
    VARIABLE
        .matcher(read)
        .results()
        .forEach((MatchResult m) -> colours.put(m.group(1), Integer.parseInt(m.group(2), 16)));
    return colours;
  }

  private static double contrast(Map<String, Integer> colours, String above, String below) {
    double a = luminance(colours.get(above));
    double b = luminance(colours.get(below));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int channel) {
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
