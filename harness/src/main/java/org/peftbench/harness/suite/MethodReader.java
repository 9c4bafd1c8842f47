package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Reads a suite's {@code methods:}, their grids multiplied out, and what is tried for each. */
final class MethodReader {
  static final List<String> KEYS =
      List.of("label", "method", "tasks", "config", "protocol", "grid", "init", "tune");
  static final List<String> TUNE_KEYS = List.of("grid");
  static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Vocabulary vocabulary;
  private final List<String> allTasks;
  private final Protocol shared;
  private final @Nullable Tune tune;
  private final Map<Claim, Integer> lines = new HashMap<>();
  private final Map<Sameness, String> rows = new HashMap<>();
  private final Map<Sameness, String> tries = new HashMap<>();

  /**
   * A reader of one list.
   *
   * @param tasks names of the suite's, on which a method is trained that names none
   * @param shared what holds where a method says nothing
   * @param tune how configurations are chosen; null if they aren't
   */
  MethodReader(Vocabulary vocabulary, List<String> tasks, Protocol shared, @Nullable Tune tune) {
    this.vocabulary = vocabulary;
    this.allTasks = tasks;
    this.shared = shared;
    this.tune = tune;
  }

  /** A label stands for one configuration of a task. */
  private record Claim(String label, String task) {}

  /** What makes two choices the same runs, whatever they are called. */
  private record Sameness(
      String method, String task, ObjectNode config, Protocol protocol, @Nullable Path init) {
    private static Sameness of(MethodChoice choice, String task) {
      return new Sameness(choice.method(), task, choice.config(), choice.protocol(), choice.init());
    }
  }

  /** A method as the suite writes it: its configuration lacks what the suite does not say. */
  private record Draft(
      String label,
      String method,
      List<String> tasks,
      ObjectNode config,
      Protocol protocol,
      @Nullable Path init) {
    private Draft at(MethodGrid.Point point, Located grid) {
      ObjectNode replaced = config.deepCopy();
      point.config().forEach((key, value) -> replaced.set(key, value.json()));
      return new Draft(
          fitting(label + point.suffix(), grid),
          method,
          tasks,
          replaced,
          ProtocolReader.read(point.protocol(), grid, protocol),
          init);
    }

    private MethodChoice with(ObjectNode whole, List<MethodChoice> candidates) {
      return new MethodChoice(label, method, tasks, whole, protocol, init, candidates);
    }
  }

  /** Every choice of the list. */
  List<MethodChoice> read(List<Located> items) {
    List<MethodChoice> choices = new ArrayList<>();
    for (Located item : items) {
      for (MethodChoice choice : choices(item)) {
        accept(choice, item);
        if (tune != null) {
          tune.requireEqual(choice, choices, item);
        }
        choices.add(choice);
      }
    }
    return choices;
  }

  private void accept(MethodChoice choice, Located item) {
    claim(choice, choice.label(), item);
    distinct(choice, rows, item, "are the same method, configuration and protocol: keep one");
    if (tune != null) {
      claim(choice, fitting(choice.tunedLabel(), item), item);
      for (MethodChoice candidate : choice.candidates()) {
        distinct(
            candidate,
            tries,
            item,
            "try the same configuration: leave what tune varies out of the method's own settings");
      }
    }
  }

  private void claim(MethodChoice choice, String label, Located item) {
    for (String task : choice.tasks()) {
      Integer earlier = lines.putIfAbsent(new Claim(label, task), item.line());
      if (earlier != null) {
        throw item.error(
            "label '%s' stands twice (first on line %d): give one of them a 'label' of its own"
                .formatted(label, earlier));
      }
    }
  }

  private static void distinct(
      MethodChoice choice, Map<Sameness, String> labels, Located item, String complaint) {
    for (String task : choice.tasks()) {
      String same = labels.putIfAbsent(Sameness.of(choice, task), choice.label());
      if (same != null) {
        throw item.error("'%s' and '%s' %s".formatted(same, choice.label(), complaint));
      }
    }
  }

  /** One choice, or as many as its grid has points. */
  private List<MethodChoice> choices(Located item) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (!item.isMapping()) {
      String name = item.text("method");
      Draft draft = new Draft(name, name, allTasks, none, shared, null);
      return List.of(draft.with(complete(item, draft), candidates(draft, null, item)));
    }
    Map<String, Located> entries = item.mapping("method", KEYS);
    Located method = SuiteReader.required(item, entries, "method");
    String name = method.text("method");
    Located overrides = entries.get("config");
    ObjectNode config = overrides == null ? none : overrides.jsonMapping("config");
    Located own = entries.get("protocol");
    Protocol protocol = own == null ? shared : ProtocolReader.read(own, shared);
    List<String> tasks = tasks(entries.get("tasks"));
    complete(method, new Draft(name, name, tasks, none, protocol, null)); // an unknown method
    String label = label(entries.get("label"), name);
    Draft draft = new Draft(label, name, tasks, config, protocol, init(entries.get("init")));
    Located grid = entries.get("grid");
    Located tried = tried(entries.get("tune"));
    if (grid == null) {
      ObjectNode whole =
          overrides == null ? complete(method, draft) : completeBlaming(overrides, draft);
      return List.of(draft.with(whole, candidates(draft, tried, item)));
    }
    List<MethodChoice> choices = new ArrayList<>();
    for (MethodGrid.Point point : MethodGrid.points(grid)) {
      Draft here = draft.at(point, grid);
      choices.add(here.with(complete(grid, here), candidates(here, tried, item)));
    }
    return choices;
  }

  /** Those of the suite's tasks that a method is trained on. */
  private List<String> tasks(@Nullable Located entry) {
    return entry == null
        ? allTasks
        : SuiteReader.distinct(
            entry,
            "task",
            item -> {
              String name = item.text("task");
              if (!allTasks.contains(name)) {
                throw item.error(Names.unknown("task of this suite", name, allTasks));
              }
              return name;
            });
  }

  /** The grid of a method's own that is searched. */
  private @Nullable Located tried(@Nullable Located entry) {
    if (entry == null) {
      return null;
    }
    if (tune == null) {
      throw entry.error("the suite itself has no 'tune', which says how to choose: add one");
    }
    return SuiteReader.required(entry, entry.mapping("tune", TUNE_KEYS), "grid");
  }

  private List<MethodChoice> candidates(Draft draft, @Nullable Located own, Located item) {
    if (tune == null) {
      return List.of();
    }
    Located grid = own == null ? tune.gridFor(item) : own;
    List<MethodChoice> candidates = new ArrayList<>();
    for (MethodGrid.Point point : tune.drawn(MethodGrid.points(grid), item)) {
      Draft here = draft.at(point, grid);
      candidates.add(here.with(complete(grid, here), List.of()));
    }
    return candidates;
  }

  private ObjectNode complete(Located place, Draft draft) {
    try {
      return vocabulary.completeConfig(draft.method(), draft.config());
    } catch (UserError e) {
      throw place.error(e);
    }
  }

  private ObjectNode completeBlaming(Located overrides, Draft draft) {
    try {
      return vocabulary.completeConfig(draft.method(), draft.config());
    } catch (UserError e) {
      throw overrides.blame(e);
    }
  }

  private static String fitting(String label, Located place) {
    if (!LABEL.matcher(label).matches()) {
      throw place.error(
          ("label '%s' of this grid is no 1 to 64 letters, digits, '.', '_' or '-': give the method"
                  + " a shorter 'label'")
              .formatted(label));
    }
    return label;
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
}
