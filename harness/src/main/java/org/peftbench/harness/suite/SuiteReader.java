package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.results.Answering;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Reads a suite strictly: what it returns can be planned, and what it refuses it can point at. */
public final class SuiteReader {
  private static final List<String> SUITE_KEYS =
      List.of(
          "name",
          "description",
          "backbones",
          "tasks",
          "methods",
          "protocol",
          "seeds",
          "threads",
          "dtype");
  private static final List<String> TASK_KEYS =
      List.of("task", "train_rows", "evaluation_rows", "max_leakage", "answers");
  private static final List<String> METHOD_KEYS =
      List.of("label", "method", "config", "protocol", "init");
  private static final List<String> DTYPES = List.of("float32", "float64");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_THREADS = 1024;

  private final Vocabulary vocabulary;

  /** A reader for suites that use these names. */
  public SuiteReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Reads a suite.
   *
   * @param file name shown in complaints
   * @throws UserError with file, line and column
   */
  public Suite read(String text, String file) {
    Located root = Located.parse(text, file);
    Map<String, Located> entries = root.mapping("suite", SUITE_KEYS);
    Protocol protocol =
        entries.containsKey("protocol")
            ? ProtocolReader.read(entries.get("protocol"), Protocol.DEFAULT)
            : Protocol.DEFAULT;
    return new Suite(
        required(root, entries, "name").text("name"),
        entries.containsKey("description") ? entries.get("description").text("description") : "",
        distinct(required(root, entries, "backbones"), "backbone", this::backbone),
        distinct(required(root, entries, "tasks"), "task", this::task),
        methods(required(root, entries, "methods"), protocol),
        entries.containsKey("seeds")
            ? distinct(
                entries.get("seeds"), "seed", seed -> seed.integer("seed", 0, Long.MAX_VALUE))
            : List.of(1L),
        entries.containsKey("threads")
            ? (int) entries.get("threads").integer("threads", 1, MOST_THREADS)
            : Suite.DEFAULT_THREADS,
        dtype(entries.get("dtype")));
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

  private List<MethodChoice> methods(Located list, Protocol protocol) {
    List<MethodChoice> choices = new ArrayList<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Located item : list.items("methods")) {
      MethodChoice choice = method(item, protocol);
      Integer earlier = lines.putIfAbsent(choice.label(), item.line());
      if (earlier != null) {
        throw item.error(
            "label '%s' stands twice (first on line %d): give one of them a 'label' of its own"
                .formatted(choice.label(), earlier));
      }
      choices.stream()
          .filter(other -> sameRuns(other, choice))
          .findFirst()
          .ifPresent(
              other -> {
                throw item.error(
                    "'%s' and '%s' are the same method, configuration and protocol: keep one"
                        .formatted(other.label(), choice.label()));
              });
      choices.add(choice);
    }
    return choices;
  }

  private static boolean sameRuns(MethodChoice a, MethodChoice b) {
    return a.method().equals(b.method())
        && a.config().equals(b.config())
        && a.protocol().equals(b.protocol())
        && Objects.equals(a.init(), b.init());
  }

  private MethodChoice method(Located item, Protocol shared) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (!item.isMapping()) {
      String name = item.text("method");
      return new MethodChoice(name, name, complete(item, name, none), shared, null);
    }
    Map<String, Located> entries = item.mapping("method", METHOD_KEYS);
    Located method = required(item, entries, "method");
    String name = method.text("method");
    ObjectNode config = complete(method, name, none); // an unknown method is the method's fault
    Located overrides = entries.get("config");
    if (overrides != null) {
      try {
        config = vocabulary.completeConfig(name, overrides.jsonMapping("config"));
      } catch (UserError e) {
        throw overrides.isMapping() ? overrides.blame(e) : e;
      }
    }
    Located own = entries.get("protocol");
    return new MethodChoice(
        label(entries.get("label"), name),
        name,
        config,
        own == null ? shared : ProtocolReader.read(own, shared),
        init(entries.get("init")));
  }

  private static @Nullable Path init(@Nullable Located entry) {
    if (entry == null) {
      return null;
    }
    String text = entry.text("init");
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw entry.error("init must be an adapter's folder, got '%s'".formatted(text));
    }
  }

  private ObjectNode complete(Located item, String method, ObjectNode overrides) {
    try {
      return vocabulary.completeConfig(method, overrides);
    } catch (UserError e) {
      throw item.error(e);
    }
  }

  private static String label(@Nullable Located entry, String method) {
    if (entry == null) {
      return method;
    }
    String label = entry.text("label");
    if (!LABEL.matcher(label).matches()) {
      throw entry.error(
          "label must be 1 to 64 letters, digits, '.', '_' or '-', got '%s'".formatted(label));
    }
    return label;
  }

  private static String dtype(@Nullable Located entry) {
    if (entry == null) {
      return DTYPES.get(0);
    }
    String name = entry.text("dtype");
    if (!DTYPES.contains(name)) {
      throw entry.error(Names.unknown("dtype", name, DTYPES));
    }
    return name;
  }

  private static <T> List<T> distinct(Located list, String what, Function<Located, T> read) {
    List<T> values = new ArrayList<>();
    for (Located item : list.items(what + "s")) {
      T value = read.apply(item);
      if (values.contains(value)) {
        throw item.error("this %s stands twice".formatted(what));
      }
      values.add(value);
    }
    return values;
  }

  private static Located required(Located in, Map<String, Located> entries, String key) {
    Located entry = entries.get(key);
    if (entry == null) {
      throw in.error("key '%s' is missing".formatted(key));
    }
    return entry;
  }

  private static void accept(Located item, Runnable check) {
    try {
      check.run();
    } catch (UserError e) {
      throw item.error(e);
    }
  }
}
