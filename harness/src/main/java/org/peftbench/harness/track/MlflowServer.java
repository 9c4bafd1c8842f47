package org.peftbench.harness.track;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

/**
 * A server of MLflow, through its own client. A user or token in the environment ({@code
 * MLFLOW_TRACKING_USERNAME}, {@code MLFLOW_TRACKING_PASSWORD}, {@code MLFLOW_TRACKING_TOKEN}) is
 * the client's business.
 */
final class MlflowServer implements Tracker {
  /** What the server takes in one request. */
  private static final int MOST_METRICS = 1000;

  private static final int MOST_PARAMETERS = 100;

  private final URI address;

  /** The one at {@code http(s)://host[:port]}. */
  MlflowServer(URI address) {
    this.address = address;
  }

  @Override
  public String title() {
    return "mlflow=%s://%s".formatted(address.getScheme(), address.getRawAuthority());
  }

  @Override
  public void track(TrackedRun run) {
    try (MlflowClient client = new MlflowClient(address.toString())) {
      // Asked for by name, a new one would be answered with 404, which the client tells people of.
      String experiment =
          client.searchExperiments("name = " + quoted(run.suite())).getItems().stream()
              .findFirst()
              .map(Service.Experiment::getExperimentId)
              .orElseGet(() -> client.createExperiment(run.suite()));
      String id =
          client
              .createRun(
                  Service.CreateRun.newBuilder()
                      .setExperimentId(experiment)
                      .setRunName(run.name())
                      .setStartTime(run.started().toEpochMilli())
                      .build())
              .getRunId();
      log(client, id, run);
      client.setTerminated(
          id,
          run.succeeded() ? Service.RunStatus.FINISHED : Service.RunStatus.FAILED,
          run.ended().toEpochMilli());
    }
  }

  /** MLflow's filters know no way to write a quote inside its own kind. */
  private static String quoted(String name) {
    String quote = name.contains("'") ? "\"" : "'";
    return quote + name + quote;
  }

  private static void log(MlflowClient client, String id, TrackedRun run) {
    List<Service.RunTag> tags = new ArrayList<>();
    for (Map.Entry<String, String> tag : new TreeMap<>(run.tags()).entrySet()) {
      tags.add(Service.RunTag.newBuilder().setKey(tag.getKey()).setValue(tag.getValue()).build());
    }
    client.logBatch(id, List.of(), List.of(), tags);
    List<Service.Param> parameters = new ArrayList<>();
    for (Map.Entry<String, String> parameter : run.parameters().entrySet()) {
      parameters.add(
          Service.Param.newBuilder()
              .setKey(parameter.getKey())
              .setValue(parameter.getValue())
              .build());
    }
    for (List<Service.Param> some : parts(parameters, MOST_PARAMETERS)) {
      client.logBatch(id, List.of(), some, List.of());
    }
    List<Service.Metric> metrics = new ArrayList<>();
    for (TrackedRun.Point point : run.points()) {
      metrics.add(
          Service.Metric.newBuilder()
              .setKey(point.name())
              .setValue(point.value())
              .setStep(point.step())
              .setTimestamp(point.time().toEpochMilli())
              .build());
    }
    for (List<Service.Metric> some : parts(metrics, MOST_METRICS)) {
      client.logBatch(id, some, List.of(), List.of());
    }
  }

  private static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }
}
