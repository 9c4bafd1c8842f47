package org.peftbench.harness.suite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.results.Answering;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Reads a suite strictly: what it returns can be planned, and what it refuses it can point at. */
public final class SuiteReader {
  static final List<String> SUITE_KEYS =
      List.of(
          Entries.INCLUDE,
          "name",
          "description",
          "backbones",
          "tasks",
          "methods",
          "protocol",
          "seeds",
          "tune",
          "threads",
          "dtype",
          "device");
  static final List<String> TASK_KEYS =
      List.of("task", "train_rows", "evaluation_rows", "max_leakage", "answers");
  static final int MOST_THREADS = 1024;

  private final Vocabulary vocabulary;
  private final Located.Variables variables;

  /** A reader for suites that use these names, and this process's environment variables. */
  public SuiteReader(Vocabulary vocabulary) {
    this(vocabulary, System::getenv);
  }

  /** A reader for suites that use these names and variables. */
  SuiteReader(Vocabulary vocabulary, Located.Variables variables) {
    this.vocabulary = vocabulary;
    this.variables = variables;
  }

  /**
   * Reads a suite's text; what it includes lies in the current folder.
   *
   * @param file name shown in complaints
   * @throws UserError with file, line and column
   */
  public Suite read(String text, String file) {
    return read(new SuiteLibrary.Source(file, text, false));
  }

  /**
   * Reads a suite.
   *
   * @throws UserError with file, line and column
   */
  public Suite read(SuiteLibrary.Source source) {
    Entries entries = Entries.of(source, SUITE_KEYS, variables);
    Protocol protocol = Protocol.DEFAULT;
    for (Located settings : entries.protocols()) {
      protocol = ProtocolReader.read(settings, protocol);
    }
    Located description = entries.get("description");
    Located seeds = entries.get("seeds");
    List<Long> reported = seeds == null ? List.of(1L) : seeds(seeds);
    Located search = entries.get("tune");
    Tune tune = search == null ? null : Tune.read(search, reported);
    Located threads = entries.get("threads");
    List<TaskChoice> tasks = distinct(entries.required("tasks"), "task", this::task);
    return new Suite(
        entries.required("name").text("name"),
        description == null ? "" : description.text("description"),
        distinct(entries.required("backbones"), "backbone", this::backbone),
        tasks,
        new MethodReader(vocabulary, names(tasks), protocol, tune).read(entries.methods()),
        reported,
        tune == null ? null : tune.tuning(),
        threads == null ? Suite.DEFAULT_THREADS : (int) threads.integer("threads", 1, MOST_THREADS),
        dtype(entries.get("dtype")),
        device(entries.get("device")));
  }

  /** Names of tasks, each once: one may be asked in several ways. */
  private static List<String> names(List<TaskChoice> tasks) {
    return tasks.stream().map(TaskChoice::task).distinct().toList();
  }

  private String backbone(Located item) {
    String id = item.text("backbone");
    accept(item, () -> vocabulary.checkBackbone(id));
    return id;
  }

  private TaskChoice task(Located item) {
    if (!item.isMapping()) {
      String name = item.text("task");
      accept(item, () -> vocabulary.checkTask(name));
      return new TaskChoice(name, null, null);
    }
    Map<String, Located> entries = item.mapping("task", TASK_KEYS);
    Located task = required(item, entries, "task");
    String name = task.text("task");
    accept(task, () -> vocabulary.checkTask(name));
    return new TaskChoice(
        name,
        rows(entries, "train_rows", 1),
        rows(entries, "evaluation_rows", 1),
        rows(entries, "max_leakage", 0),
        answers(entries.get("answers")));
  }

  private static @Nullable Answering answers(@Nullable Located entry) {
    if (entry == null) {
      return null;
    }
    String name = entry.text("answers");
    List<Answering> known = List.of(Answering.values());
    return known.stream()
        .filter(answering -> answering.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                entry.error(
                    Names.unknown(
                        "answers", name, known.stream().map(Answering::toString).toList())));
  }

  private static @Nullable Integer rows(Map<String, Located> entries, String name, int least) {
    Located entry = entries.get(name);
    return entry == null ? null : (int) entry.integer(name, least, Integer.MAX_VALUE);
  }

  private static String dtype(@Nullable Located entry) {
    if (entry == null) {
      return Hardware.DEFAULT_DTYPE;
    }
    String name = entry.text("dtype");
    return accept(entry, () -> Hardware.trainingDtype(name));
  }

  private static @Nullable String device(@Nullable Located entry) {
    if (entry == null) {
      return null;
    }
    String name = entry.text("device");
    return accept(entry, () -> Hardware.device(name));
  }

  /** What a list's items are, each once. */
  static <T> List<T> distinct(Located list, String what, Function<Located, T> read) {
    Set<T> values = new LinkedHashSet<>();
    for (Located item : list.items(what + "s")) {
      if (!values.add(read.apply(item))) {
        throw item.error("this %s stands twice".formatted(what));
      }
    }
    return List.copyOf(values);
  }

  /** Seeds, each once. */
  static List<Long> seeds(Located list) {
    return distinct(list, "seed", seed -> seed.integer("seed", 0, Long.MAX_VALUE));
  }

  /** An entry that may not be missing. */
  static Located required(Located in, Map<String, Located> entries, String key) {
    Located entry = entries.get(key);
    if (entry == null) {
      throw in.error("key '%s' is missing".formatted(key));
    }
    return entry;
  }

  private static void accept(Located item, Runnable check) {
    accept(
        item,
        () -> {
          check.run();
          return null;
        });
  }

  private static <T extends @Nullable Object> T accept(Located item, Supplier<T> read) {
    try {
      return read.get();
    } catch (UserError e) {
      throw item.error(e);
    }
  }
}
