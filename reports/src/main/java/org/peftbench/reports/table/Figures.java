package org.peftbench.reports.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.peftbench.reports.statistics.Interval;
import org.peftbench.reports.statistics.Summary;

/**
 * How a figure is written, everywhere and once: qualities times 100 with two decimals, as the
 * papers print them; bytes in KiB, MiB or, from a tenth on, GiB; seconds; counts with thousands
 * separators.
 */
public final class Figures {
  private static final double MEBIBYTE = 1024.0 * 1024;
  private static final double GIBIBYTE = 1024 * MEBIBYTE;

  /** What stands where there is no figure. */
  public static final String ABSENT = "–";

  private Figures() {}

  /** One value in its unit. */
  public static String value(double value, String unit) {
    return switch (unit) {
      case "fraction" -> fixed(100 * value, 2);
      case "bytes" -> bytes(value);
      case "seconds" -> seconds(value);
      case "parameters", "steps" -> count(value);
      case "tokens/second" -> count(value) + "/s";
      case "squared error" -> fixed(value, 4);
      case "loss" -> significant(value, 4);
      default -> (Math.abs(value) >= 1000 ? fixed(value, 0) : significant(value, 4)) + " " + unit;
    };
  }

  /** A difference in its unit, with its sign. */
  public static String signed(double difference, String unit) {
    return (difference > 0 ? "+" : "") + value(difference, unit);
  }

  /** A figure's name, with the factor that {@link #value} multiplies it by. */
  public static String name(String name, String unit) {
    return unit.equals("fraction") ? name + " × 100" : name;
  }

  /** A number without a unit, with four significant digits. */
  public static String plain(double value) {
    return significant(value, 4);
  }

  /** Mean ± standard deviation; the mean alone where there is one seed. */
  public static String spread(Summary summary, String unit) {
    String mean = value(summary.mean(), unit);
    return summary.deviation() == null ? mean : mean + " ± " + value(summary.deviation(), unit);
  }

  /** The mean of a figure in its unit. */
  public static String mean(Summary summary, String unit) {
    return value(summary.mean(), unit);
  }

  /** Both ends of an interval. */
  public static String interval(Interval interval, String unit) {
    return value(interval.low(), unit) + " to " + value(interval.high(), unit);
  }

  /** A part of a whole, in percent with two significant digits, a whole number above 10 %. */
  public static String share(double part, double whole) {
    double percent = 100 * part / whole;
    return (percent >= 10 ? fixed(percent, 0) : significant(percent, 2)) + " %";
  }

  /** A ratio to something that is 1. */
  public static String multiple(double ratio) {
    return fixed(ratio, 2) + " ×";
  }

  /** A p-value; small ones are given as a bound. */
  public static String pValue(double p) {
    return p < 0.001 ? "< 0.001" : fixed(p, 3);
  }

  /** A p-value that may be any smaller one. */
  public static String pValueAtMost(double p) {
    return p < 0.001 ? pValue(p) : "≤ " + pValue(p);
  }

  /** A whole number with thousands separators. */
  public static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  private static String bytes(double value) {
    if (value < MEBIBYTE) {
      return fixed(value / 1024, 1) + " KiB";
    }
    return value < 0.1 * GIBIBYTE
        ? fixed(value / MEBIBYTE, 1) + " MiB"
        : fixed(value / GIBIBYTE, 2) + " GiB";
  }

  private static String seconds(double value) {
    if (value < 1) {
      return fixed(1000 * value, 1) + " ms";
    }
    return fixed(value, value < 100 ? 1 : 0) + " s";
  }

  private static String significant(double value, int digits) {
    return value == 0
        ? "0"
        : new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString();
  }

  /** A number without a unit, with so many decimals. */
  public static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.startsWith("-0") && text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
