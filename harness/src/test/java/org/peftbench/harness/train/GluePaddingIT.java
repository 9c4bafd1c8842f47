package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.Protocol;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskLoader;

/**
 * Of what a training on GLUE reads, at most a twentieth is padding; skipped where a task's rows are
 * not there.
 */
class GluePaddingIT {
  private static final Path ROOT = Path.of("../../shared/data");
  private static final int ROWS = 4000;

  /** A row as long as it is. */
  private record Row(Encoding input) implements Feature {
    @Override
    public List<Encoding> inputs() {
      return List.of(input);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cola", "sst2", "mrpc", "stsb", "qqp", "mnli", "qnli", "rte"})
  void aTwentiethAtMostIsPadding(String task) {
    Path train = ROOT.resolve("nyu-mll/glue").resolve(task).resolve("train.jsonl");
    assumeTrue(Files.exists(train), "there is no " + train);
    BatchOrder<Row> batches =
        new BatchOrder<>(rows(task), Protocol.DEFAULT.batchSize(), 1, Protocol.DEFAULT.order());
    long tokens = 0;
    long padded = 0;
    for (int i = 0; i < batches.batchesPerEpoch(); i++) {
      List<Row> batch = batches.next();
      int longest = batch.stream().mapToInt(Feature::length).max().orElseThrow();
      tokens += batch.stream().mapToInt(Feature::length).sum();
      padded += (long) batch.size() * longest;
    }
    double padding = 1 - tokens / (double) padded;
    System.out.printf(Locale.ROOT, "%s: %.1f %% is padding%n", task, 100 * padding);
    assertThat(padding).isLessThan(0.05);
  }

  private static List<Row> rows(String task) {
    List<TextInput> texts =
        new TaskLoader(ROOT)
            .some(TaskCatalog.named(task), true, ROWS).stream()
                .map(example -> (Question.Text) example.question())
                .map(text -> TextInput.of(text.text(), text.pair()))
                .toList();
    ModelRepository models = new ModelRepository(Home.resolve(), false, System.err::println);
    try (Tokenizer tokenizer = Tokenizer.open(models.fetch("all-minilm-l6-v2"))) {
      return tokenizer.tokens(texts).stream()
          .map(tokens -> new Row(tokens.cut(Protocol.DEFAULT.maxLength())))
          .toList();
    }
  }
}
