package org.peftbench.results.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserErrorTest {
  @Test
  void isOneLine() {
    assertThat(new UserError("first\n  second\r\nthird\n")).hasMessage("first second third");
  }

  @Test
  void takesALoneMessageLiterally() {
    assertThat(new UserError("100 %: done")).hasMessage("100 %: done");
  }

  @Test
  void formatsTheSameEverywhere() {
    assertThat(new UserError("%,d bytes, %.1f", 12345, 0.5)).hasMessage("12,345 bytes, 0.5");
  }
}
