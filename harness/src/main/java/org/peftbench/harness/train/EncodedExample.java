package org.peftbench.harness.train;

import org.peftbench.models.text.Encoding;
import org.peftbench.tasks.Example;

/** An example with its tokens, which are made once. */
record EncodedExample(Example example, Encoding encoding) {
  int length() {
    return encoding.length();
  }
}
