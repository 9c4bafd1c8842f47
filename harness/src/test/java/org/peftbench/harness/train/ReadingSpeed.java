package org.peftbench.harness.train;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.TokenCache;
import org.peftbench.models.text.TokenReader;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskLoader;

/**
 * Measures how fast rows are read and cut into tokens; no test. Its argument is a data root that
 * has SST-2. docs/data.md keeps what it printed.
 */
final class ReadingSpeed {
  private ReadingSpeed() {}

  /** Prints rows a second, each step twice, the second time warm. */
  public static void main(String[] arguments) throws IOException {
    ModelRepository models = new ModelRepository(Home.resolve(), true, message -> {});
    try (Tokenizer tokenizer = Tokenizer.open(models.fetch("all-minilm-l6-v2"))) {
      for (String state : new String[] {"cold", "warm"}) {
        long start = System.nanoTime();
        TaskData data =
            new TaskLoader(Path.of(arguments[0])).load(TaskCatalog.named("sst2"), null, null);
        long read = System.nanoTime();
        List<TextInput> texts =
            data.train().stream()
                .map(row -> TextInput.of(((Question.Text) row.question()).text()))
                .toList();
        int rows = texts.size();
        long tokens = 0;
        TokenCache cache = new TokenCache(Files.createTempDirectory("tokens"));
        try (TokenReader reader = cache.open(tokenizer, texts)) {
          for (int row = 0; row < rows; row++) {
            tokens += reader.next().cut(128).length();
          }
        }
        long done = System.nanoTime();
        print("%s: %d rows (%d tokens)", state, rows, tokens);
        print("  read      %.0f rows/s", rows / ((read - start) * 1e-9));
        print("  tokenised %.0f rows/s", rows / ((done - read) * 1e-9));
        print("  both      %.0f rows/s", rows / ((done - start) * 1e-9));
      }
    }
  }

  @FormatMethod
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
