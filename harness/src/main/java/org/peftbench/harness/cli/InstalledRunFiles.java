package org.peftbench.harness.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.AdapterValues;
import org.peftbench.models.source.Home;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.Study;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskLoader;

/** What lies beside the records, with the tasks' texts and the adapters' values of this machine. */
final class InstalledRunFiles implements RunFiles {
  private final Function<RunRecord, RunStore> homes;
  private final TaskLoader loader;
  private final Supplier<List<Study>> studies;
  private final Map<RunSpec.Task, Map<String, String>> texts = new ConcurrentHashMap<>();

  /**
   * Files of runs.
   *
   * @param homes the store that a run lies in
   * @param dataRoot where data sets lie; null for none
   * @param studies what the stores have of them
   */
  InstalledRunFiles(
      Function<RunRecord, RunStore> homes, @Nullable Path dataRoot, Supplier<List<Study>> studies) {
    this.studies = studies;
    this.homes = homes;
    this.loader = new TaskLoader(dataRoot);
  }

  @Override
  public List<Prediction> predictions(RunRecord record) {
    return homes.apply(record).predictions(record);
  }

  @Override
  public String logTail(RunRecord record) {
    return homes.apply(record).logTail(record);
  }

  @Override
  public Map<String, String> examples(RunSpec.Task task) {
    return texts.computeIfAbsent(task, this::read);
  }

  /** The rows of the runs or none: other rows under the same ids would be a lie. */
  private Map<String, String> read(RunSpec.Task task) {
    try {
      TaskDefinition definition = TaskCatalog.named(task.name());
      TaskData data =
          KeptRows.in(Home.resolve())
              .find(definition, task.digest())
              .orElseGet(() -> loader.load(definition, task.trainRows(), task.evaluationRows()));
      if (!data.digest().equals(task.digest())) {
        return Map.of();
      }
      Map<String, String> byId = new HashMap<>();
      for (Example example : data.evaluation()) {
        byId.put(example.id(), text(example.question()));
      }
      return byId;
    } catch (UserError e) { // the task or its data isn't here: the report says so
      return Map.of();
    }
  }

  private static String text(Question question) {
    if (question instanceof Question.Words sentence) {
      return String.join(" ", sentence.words());
    }
    if (question instanceof Question.Passage passage) {
      return passage.question() + " ⏵ " + passage.context();
    }
    if (question instanceof Question.Choices choices) {
      return choices.stem() + " ⏵ " + String.join(" | ", choices.options());
    }
    Question.Text asked = (Question.Text) question;
    return asked.text() + (asked.pair() == null ? "" : " ⏵ " + asked.pair());
  }

  @Override
  public List<Study> studies() {
    return studies.get();
  }

  @Override
  public Map<String, float[]> adapter(RunRecord record) {
    return AdapterValues.read(homes.apply(record).folder(record.spec().id()).resolve("adapter"));
  }
}
