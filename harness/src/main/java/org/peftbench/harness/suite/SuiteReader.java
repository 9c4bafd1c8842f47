package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
          "threads",
          "dtype");
  static final List<String> TASK_KEYS =
      List.of("task", "train_rows", "evaluation_rows", "max_leakage", "answers");
  static final List<String> METHOD_KEYS =
      List.of("label", "method", "config", "protocol", "grid", "init");
  static final List<String> DTYPES = List.of("float32", "float64");
  static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
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
    Located threads = entries.get("threads");
    return new Suite(
        entries.required("name").text("name"),
        description == null ? "" : description.text("description"),
        distinct(entries.required("backbones"), "backbone", this::backbone),
        distinct(entries.required("tasks"), "task", this::task),
        methods(entries.required("methods"), protocol),
        seeds == null
            ? List.of(1L)
            : distinct(seeds, "seed", seed -> seed.integer("seed", 0, Long.MAX_VALUE)),
        threads == null ? Suite.DEFAULT_THREADS : (int) threads.integer("threads", 1, MOST_THREADS),
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

  /** What makes two choices the same runs, whatever they are called. */
  private record Sameness(
      String method, ObjectNode config, Protocol protocol, @Nullable Path init) {
    private static Sameness of(MethodChoice choice) {
      return new Sameness(choice.method(), choice.config(), choice.protocol(), choice.init());
    }
  }

  private List<MethodChoice> methods(Located list, Protocol protocol) {
    List<MethodChoice> choices = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    Map<Sameness, String> labels = new HashMap<>();
    for (Located item : list.items("methods")) {
      for (MethodChoice choice : choices(item, protocol)) {
        Integer earlier = lines.putIfAbsent(choice.label(), item.line());
        if (earlier != null) {
          throw item.error(
              "label '%s' stands twice (first on line %d): give one of them a 'label' of its own"
                  .formatted(choice.label(), earlier));
        }
        String same = labels.putIfAbsent(Sameness.of(choice), choice.label());
        if (same != null) {
          throw item.error(
              "'%s' and '%s' are the same method, configuration and protocol: keep one"
                  .formatted(same, choice.label()));
        }
        choices.add(choice);
      }
    }
    return choices;
  }

  /** One choice, or as many as its grid has points. */
  private List<MethodChoice> choices(Located item, Protocol shared) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (!item.isMapping()) {
      String name = item.text("method");
      return List.of(new MethodChoice(name, name, complete(item, name, none), shared, null));
    }
    Map<String, Located> entries = item.mapping("method", METHOD_KEYS);
    Located method = required(item, entries, "method");
    String name = method.text("method");
    complete(method, name, none); // an unknown method is the method's fault
    Located overrides = entries.get("config");
    ObjectNode config = overrides == null ? none : overrides.jsonMapping("config");
    Located own = entries.get("protocol");
    Protocol protocol = own == null ? shared : ProtocolReader.read(own, shared);
    String label = label(entries.get("label"), name);
    Path init = init(entries.get("init"));
    Located grid = entries.get("grid");
    if (grid == null) {
      return List.of(
          new MethodChoice(label, name, complete(overrides, method, name, config), protocol, init));
    }
    List<MethodChoice> choices = new ArrayList<>();
    for (MethodGrid.Point point : MethodGrid.points(grid)) {
      ObjectNode replaced = config.deepCopy();
      point.config().forEach((key, value) -> replaced.set(key, value.json()));
      choices.add(
          new MethodChoice(
              fitting(label + point.suffix(), grid),
              name,
              complete(grid, name, replaced),
              ProtocolReader.read(point.protocol(), grid, protocol),
              init));
    }
    return choices;
  }

  private static String fitting(String label, Located grid) {
    if (!LABEL.matcher(label).matches()) {
      throw grid.error(
          ("label '%s' of this grid is no 1 to 64 letters, digits, '.', '_' or '-': give the method"
                  + " a shorter 'label'")
              .formatted(label));
    }
    return label;
  }

  private ObjectNode complete(
      @Nullable Located overrides, Located method, String name, ObjectNode config) {
    if (overrides == null) {
      return complete(method, name, config);
    }
    try {
      return vocabulary.completeConfig(name, config);
    } catch (UserError e) {
      throw overrides.blame(e);
    }
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
    Set<T> values = new LinkedHashSet<>();
    for (Located item : list.items(what + "s")) {
      if (!values.add(read.apply(item))) {
        throw item.error("this %s stands twice".formatted(what));
      }
    }
    return List.copyOf(values);
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
