package org.peftbench.harness.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.TokenCache;
import org.peftbench.models.text.TokenReader;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.tasks.Example;

/**
 * Makes a family's features of examples, from tokens that are made once and kept on disk.
 *
 * @param maxLength tokens that an input may have
 */
public record Encoder<F extends Feature>(
    Family<F, ?> family, Tokenizer tokenizer, TokenCache cache, int maxLength) {
  /** The examples, in their order. */
  public List<EncodedExample<F>> encode(List<Example> examples) throws IOException {
    List<TextInput> texts = examples.stream().flatMap(e -> family.texts(e).stream()).toList();
    List<EncodedExample<F>> rows = new ArrayList<>(examples.size());
    try (TokenReader reader = cache.open(tokenizer, texts)) {
      for (Example example : examples) {
        List<Tokens> tokens = new ArrayList<>();
        for (int i = family.texts(example).size(); i > 0; i--) {
          tokens.add(reader.next());
        }
        rows.add(family.encode(example, tokens, maxLength));
      }
    }
    return rows;
  }
}
