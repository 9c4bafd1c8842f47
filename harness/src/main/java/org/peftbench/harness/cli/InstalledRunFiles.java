package org.peftbench.harness.cli;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.reports.RunFiles;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskLoader;

/** What lies beside the records, with the tasks' texts and the adapters' values of this machine. */
final class InstalledRunFiles implements RunFiles {
  private static final int MOST_VALUES = 4096;

  private final RunFiles store;
  private final RunStore runs;
  private final TaskLoader loader;
  private final Map<RunSpec.Task, Map<String, String>> texts = new ConcurrentHashMap<>();

  InstalledRunFiles(RunStore runs, @Nullable Path dataRoot) {
    this.store = RunFiles.of(runs);
    this.runs = runs;
    this.loader = new TaskLoader(dataRoot);
  }

  @Override
  public List<Prediction> predictions(RunRecord record) {
    return store.predictions(record);
  }

  @Override
  public String logTail(RunRecord record) {
    return store.logTail(record);
  }

  @Override
  public Map<String, String> examples(RunSpec.Task task) {
    return texts.computeIfAbsent(task, this::read);
  }

  /** The rows of the runs or none: other rows under the same ids would be a lie. */
  private Map<String, String> read(RunSpec.Task task) {
    try {
      TaskData data =
          loader.load(TaskCatalog.named(task.name()), task.trainRows(), task.evaluationRows());
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
  public Map<String, float[]> adapter(RunRecord record) {
    Path file =
        runs.folder(record.spec().id()).resolve("adapter").resolve("adapter_model.safetensors");
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      for (String name : weights.names()) {
        if (weights.info(name).dtype() == DataType.FLOAT32) {
          float[] values = some(weights.bytes(name));
          if (values.length > 0) {
            arrays.put(name, values);
          }
        }
      }
      return arrays;
    }
  }

  /** Evenly spaced values: enough for a histogram of any array. */
  private static float[] some(ByteBuffer bytes) {
    FloatBuffer all = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int count = Math.min(MOST_VALUES, all.remaining());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = all.get((int) ((long) i * all.remaining() / count));
    }
    return values;
  }
}
