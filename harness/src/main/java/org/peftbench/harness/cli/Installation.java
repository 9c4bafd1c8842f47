package org.peftbench.harness.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Inputs;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.harness.suite.Vocabulary;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Families;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Compute;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.Checkpoint;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskLoader;

/**
 * What is on this machine: the tasks, methods and checkpoints of the class path, weights in the
 * home folder and data sets in the data root.
 *
 * @param home where weights and engine libraries are kept
 * @param dataRoot where data sets lie; null if the user named none
 */
record Installation(Path home, @Nullable Path dataRoot) implements Vocabulary, Inputs {
  /**
   * What is no name but a place: {@code dir:PATH}, {@code hub:...}, {@code maven:...}, a data file,
   * a folder.
   */
  private static final Pattern PLACE = Pattern.compile("(dir|hub|maven):.*|.*\\.yaml|.*[/\\\\].*");

  /** The one of this environment. */
  Installation(@Nullable Path dataRoot) {
    this(Home.resolve(), dataRoot);
  }

  /** Whether a model is asked for by where it lies, and not by a name. */
  static boolean isPlace(String id) {
    return PLACE.matcher(id).matches();
  }

  /** Its models. */
  ModelRepository models() {
    return new ModelRepository(home, false, System.err::println);
  }

  /** Makes the engine ready to be used in this process. */
  void useEngine() throws InterruptedException {
    useEngine(Suite.DEFAULT_THREADS);
  }

  /** The same with other threads than usual. */
  void useEngine(int threads) throws InterruptedException {
    EngineLibraries.useHere(home, threads, System.err::println);
  }

  /**
   * Refuses a device that is not there; nothing but a device wakes the engine.
   *
   * @param device null for the processor
   */
  void checkDevice(@Nullable String device) throws InterruptedException {
    if (device != null) {
      useEngine();
      Compute.require(device);
    }
  }

  @Override
  public void checkBackbone(String id) {
    List<String> known = ModelRepository.known().stream().map(Checkpoint::name).toList();
    if (!isPlace(id) && !known.contains(id)) {
      throw Names.unknown("backbone", id, known);
    }
  }

  @Override
  public void checkTask(String name) {
    TaskCatalog.named(name);
  }

  @Override
  public ObjectNode completeConfig(String method, ObjectNode overrides) {
    return PeftMethods.named(method).complete(overrides);
  }

  @Override
  public RunSpec.Backbone backbone(String id) {
    ModelFiles files = models().fetch(id);
    return new RunSpec.Backbone(id, files.digest());
  }

  @Override
  public String adapter(Path folder, RunSpec.Backbone backbone, RunSpec.Method method) {
    AdapterCard card = AdapterFiles.card(folder);
    card.requireBackbone(models().fetch(backbone.id()));
    if (!card.method().name().equals(method.name())
        || !card.method().config().equals(method.config())) {
      throw new UserError(
          "the adapter in %s is %s %s, the suite wants it to start %s %s: give both the same"
              + " method and config",
          folder, card.method().name(), card.method().config(), method.name(), method.config());
    }
    return AdapterFiles.digest(folder);
  }

  @Override
  public void checkFit(String id, List<TaskChoice> tasks, List<Suite.MethodChoice> methods) {
    ModelFiles files = models().fetch(id);
    Set<HeadKind> heads = heads(files);
    for (TaskChoice choice : tasks) {
      Families.head(TaskCatalog.named(choice.task()), choice.answers(), heads);
    }
    Outline outline = Outlines.of(files);
    for (Suite.MethodChoice choice : methods) {
      try {
        PeftMethod<?> method = PeftMethods.named(choice.method());
        method.cost(outline, choice.config());
        if (choice.protocol().steps() > 0) { // else the rows decide, which the worker counts
          method.checkSteps(outline, choice.config(), choice.protocol().steps());
        }
        if (choice.protocol().gradientCheckpointing() != null) {
          method.checkRecomputation(choice.config());
        }
      } catch (UserError e) {
        throw new UserError("%s can't be used on %s: %s", choice.label(), id, e.getMessage())
            .withCause(e);
      }
    }
  }

  private static Set<HeadKind> heads(ModelFiles files) {
    try {
      return Architecture.of(files).heads().keySet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RunSpec.Task task(TaskChoice choice) {
    TaskDefinition task = TaskCatalog.named(choice.task());
    TaskData data =
        new TaskLoader(dataRoot).load(task, choice.trainRows(), choice.evaluationRows());
    requireFresh(choice, data);
    KeptRows.in(home).keep(data);
    return new RunSpec.Task(
        task.name(),
        task.version(),
        data.digest(),
        choice.trainRows(),
        choice.evaluationRows(),
        choice.answers());
  }

  private static void requireFresh(TaskChoice choice, TaskData data) {
    if (choice.maxLeakage() != null && data.leakage() > choice.maxLeakage()) {
      throw new UserError(
          "task %s: %d of %d evaluation rows stand among the training rows too, and max_leakage is"
              + " %d: raise it, or ask for other rows",
          data.task().name(), data.leakage(), data.evaluation().size(), choice.maxLeakage());
    }
  }
}
