package org.peftbench.methods;

import java.util.Map;

/**
 * Reads formulas as people write them: {@code 2r(d + b) + t³}, {@code d(s - 1)/2}, {@code 2d√d};
 * letters are numbers, what stands side by side is multiplied, divisions leave no rest.
 */
final class Formula {
  private final String text;
  private final Map<Character, Long> letters;
  private int at;

  private Formula(String text, Map<Character, Long> letters) {
    this.text = text.replace(" ", "");
    this.letters = letters;
  }

  static long evaluate(String text, Map<Character, Long> letters) {
    Formula formula = new Formula(text, letters);
    long value = formula.sum();
    if (formula.at < formula.text.length()) {
      throw formula.misread();
    }
    return value;
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private long sum() {
    long sum = product();
    while (next() == '+' || next() == '-') {
      sum += text.charAt(at++) == '+' ? product() : -product();
    }
    return sum;
  }

  private long product() {
    long product = power();
    while (next() != '\0' && "+-)".indexOf(next()) < 0) {
      if (next() == '/') {
        at++;
        long divisor = power();
        if (product % divisor != 0) {
          throw misread();
        }
        product /= divisor;
      } else {
        product *= power();
      }
    }
    return product;
  }

  private long power() {
    long base = operand();
    return switch (next()) {
      case '²' -> raised(base * base);
      case '³' -> raised(base * base * base);
      default -> base;
    };
  }

  private long raised(long value) {
    at++;
    return value;
  }

  private long operand() {
    char first = next();
    at++;
    if (first == '(') {
      long inside = sum();
      at++;
      return inside;
    }
    if (first == '√') {
      long square = operand();
      long root = Math.round(Math.sqrt((double) square));
      if (root * root != square) {
        throw misread();
      }
      return root;
    }
    if (Character.isDigit(first)) {
      return Character.digit(first, 10);
    }
    Long value = letters.get(first);
    if (value == null) {
      throw misread();
    }
    return value;
  }

  private IllegalArgumentException misread() {
    return new IllegalArgumentException("at %d of %s".formatted(at, text));
  }
}
