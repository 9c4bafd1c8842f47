package org.peftbench.harness.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;

/** What MLflow's client sends to a server that knows the experiment. */
class MlflowServerTest {
  private record Request(String path, JsonNode body) {}

  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath().replaceAll(".*/mlflow/", "");
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              new Request(
                  path,
                  Json.MAPPER.readTree(
                      body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body)));
          String answer =
              switch (path) {
                case "experiments/search" ->
                    "{\"experiments\": [{\"experiment_id\": \"12\", \"name\": \"words-suite\"}]}";
                case "runs/create" ->
                    "{\"run\": {\"info\": {\"run_id\": \"r1\", \"run_uuid\": \"r1\"}}}";
                default -> "{}";
              };
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void receivesParametersTagsAndPoints() {
    TrackedRun run = TrackedRuns.run();
    new MlflowServer(URI.create("http://127.0.0.1:" + server.getAddress().getPort())).track(run);

    JsonNode created = only("runs/create");
    assertThat(created.get("experiment_id").asText()).isEqualTo("12");
    assertThat(only("experiments/search").get("filter").asText())
        .isEqualTo("name = '" + run.suite() + "'");
    assertThat(created.get("run_name").asText()).isEqualTo(run.name());
    assertThat(created.get("start_time").asLong()).isEqualTo(run.started().toEpochMilli());
    assertThat(pairs("params")).isEqualTo(run.parameters());
    assertThat(pairs("tags")).isEqualTo(run.tags());
    List<String> points = new ArrayList<>();
    batches("metrics")
        .forEach(
            point ->
                points.add(
                    "%s %d %d %s"
                        .formatted(
                            point.get("key").asText(),
                            point.get("step").asInt(),
                            point.get("timestamp").asLong(),
                            point.get("value").asDouble())));
    assertThat(points)
        .containsExactlyElementsOf(
            run.points().stream()
                .map(
                    point ->
                        "%s %d %d %s"
                            .formatted(
                                point.name(),
                                point.step(),
                                point.time().toEpochMilli(),
                                point.value()))
                .toList());
    JsonNode updated = only("runs/update");
    assertThat(updated.get("status").asText()).isEqualTo("FINISHED");
    assertThat(updated.get("end_time").asLong()).isEqualTo(run.ended().toEpochMilli());
  }

  private JsonNode only(String path) {
    return requests.stream()
        .filter(request -> request.path().equals(path))
        .map(Request::body)
        .reduce(
            (one, other) -> {
              throw new AssertionError(path + " is asked for twice");
            })
        .orElseThrow();
  }

  private List<JsonNode> batches(String kind) {
    List<JsonNode> all = new ArrayList<>();
    requests.stream()
        .filter(request -> request.path().equals("runs/log-batch"))
        .forEach(request -> request.body().path(kind).forEach(all::add));
    return all;
  }

  private Map<String, String> pairs(String kind) {
    Map<String, String> pairs = new TreeMap<>();
    batches(kind).forEach(pair -> pairs.put(pair.get("key").asText(), pair.get("value").asText()));
    return pairs;
  }
}
