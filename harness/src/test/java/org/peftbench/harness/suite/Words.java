package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** One backbone, two tasks and two methods, all made up. */
final class Words implements Vocabulary, Inputs {
  @Override
  public void checkBackbone(String id) {
    check("backbone", id, List.of("mini"));
  }

  @Override
  public void checkTask(String name) {
    check("task", name, List.of("words", "sentences"));
  }

  @Override
  public ObjectNode completeConfig(String method, ObjectNode overrides) {
    check("method", method, List.of("lora", "full"));
    ObjectNode config = Json.MAPPER.createObjectNode();
    if (method.equals("lora")) {
      config.put("rank", 8).put("alpha", 16.0);
    }
    overrides.fieldNames().forEachRemaining(key -> checkKey(method, key, config));
    config.setAll(overrides);
    if (config.path("rank").asInt(1) < 1) {
      throw new UserError("%s config: rank must be >= 1, got %s", method, config.get("rank"));
    }
    return config;
  }

  @Override
  public RunSpec.Backbone backbone(String id) {
    return new RunSpec.Backbone(id, "0123");
  }

  @Override
  public void checkFit(String backbone, List<TaskChoice> tasks, List<MethodChoice> methods) {
    if (methods.stream().anyMatch(choice -> choice.config().path("rank").asInt() > 100)) {
      throw new UserError("%s has no room for rank 101", backbone);
    }
  }

  @Override
  public RunSpec.Task task(TaskChoice choice) {
    return new RunSpec.Task(choice.task(), 1, "4567", choice.trainRows(), choice.evaluationRows());
  }

  @Override
  public String adapter(Path folder, RunSpec.Backbone backbone, RunSpec.Method method) {
    return "89ab";
  }

  private static void checkKey(String method, String key, ObjectNode config) {
    check(
        method + " config key",
        key,
        Json.MAPPER.convertValue(config, java.util.Map.class).keySet());
  }

  private static void check(String kind, String name, java.util.Collection<?> known) {
    if (!known.contains(name)) {
      throw Names.unknown(kind, name, known.stream().map(String::valueOf).toList());
    }
  }
}
