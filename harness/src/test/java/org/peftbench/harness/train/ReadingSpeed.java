package org.peftbench.harness.train;

import com.google.errorprone.annotations.FormatMethod;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskLoader;

/**
 * Measures how fast rows are read and cut into tokens, and what 400,000 rows need; no test. Its
 * argument is a data root that has SST-2. docs/tasks.md keeps what it printed.
 */
final class ReadingSpeed {
  private static final int MANY = 400_000;
  private static final int MEGABYTE = 1 << 20;

  private ReadingSpeed() {}

  /** Prints rows a second, each step twice, the second time warm; then memory. */
  public static void main(String[] arguments) throws IOException {
    memory();
    ModelRepository models = new ModelRepository(Home.resolve(), true, message -> {});
    try (Tokenizer tokenizer = Tokenizer.open(models.fetch("all-minilm-l6-v2"))) {
      for (String state : new String[] {"cold", "warm"}) {
        long start = System.nanoTime();
        TaskData data =
            new TaskLoader(Path.of(arguments[0])).load(TaskCatalog.named("sst2"), null, null);
        long read = System.nanoTime();
        long tokens = 0;
        for (Example row : data.train()) {
          tokens += tokenizer.encode(((Question.Text) row.question()).text(), null, 128).length();
        }
        long done = System.nanoTime();
        int rows = data.train().size();
        print("%s: %d rows (%d tokens)", state, rows, tokens);
        print("  read      %.0f rows/s", rows / ((read - start) * 1e-9));
        print("  tokenised %.0f rows/s", rows / ((done - read) * 1e-9));
        print("  both      %.0f rows/s", rows / ((done - start) * 1e-9));
      }
    }
  }

  /** Loads as many rows as the largest of GLUE's tasks have, of their size. */
  private static void memory() throws IOException {
    Path root = Files.createTempDirectory("rows");
    Path folder = Files.createDirectories(root.resolve("nyu-mll/glue/mnli"));
    for (String split : new String[] {"train", "validation_matched"}) {
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(split + ".jsonl"))) {
        for (int i = 0; i < (split.equals("train") ? MANY : 10); i++) {
          String premise = "Nobody asked for more than these new rights, which are nice: " + i;
          out.write(
              "{\"premise\": \"%s\", \"hypothesis\": \"Everyone likes them\", \"label\": 1}\n"
                  .formatted(premise));
        }
      }
    }
    long before = resident();
    TaskData data = new TaskLoader(root).load(TaskCatalog.named("mnli"), null, null);
    print("%d rows: %d MB more", data.train().size(), (resident() - before) / MEGABYTE);
    for (Path file :
        new Path[] {folder.resolve("train.jsonl"), folder.resolve("validation_matched.jsonl")}) {
      Files.delete(file);
    }
  }

  /** Bytes of this process's largest resident set so far. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  @FormatMethod
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
