package org.peftbench.harness.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.peftbench.harness.train.family.Families;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Writing;
import org.peftbench.models.Architecture;
import org.peftbench.models.HeadKind;
import org.peftbench.models.generation.EndTokens;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Protocol;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.TaskDefinition;

/** The tokens that a model is given of an example, before anything is cut. */
final class TokenText implements AutoCloseable {
  private final Tokenizer tokenizer;
  private final Family<?, ?> family;

  /**
   * Opens a model's tokenizer.
   *
   * @throws org.peftbench.results.base.UserError if the task can't be asked of the model
   */
  TokenText(TaskDefinition task, ModelFiles files) throws IOException {
    HeadKind head = Families.head(task, null, Architecture.of(files).heads().keySet());
    List<Integer> ends = EndTokens.of(files);
    tokenizer = Tokenizer.open(files);
    Writing writing = new Writing(tokenizer, ends, Protocol.DEFAULT.maxLength());
    family = Families.of(task, null, head, writing);
  }

  /** A line for each text that is tokenised. */
  List<String> lines(Example example) {
    return tokenizer.tokens(family.texts(example)).stream()
        .map(tokens -> "  %d tokens: %s".formatted(tokens.length(), line(tokens)))
        .toList();
  }

  private String line(Tokens tokens) {
    return IntStream.of(tokens.ids())
        .mapToObj(id -> ExampleText.oneLine(tokenizer.decode(new long[] {id})))
        .collect(Collectors.joining(" | "));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
