package org.peftbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.peftbench.results.base.Json;

/** A tab of a headless browser, driven by Chromium's own protocol: its keys are real keys. */
final class Tab implements AutoCloseable {
  private static final String LISTENING = "DevTools listening on ws://";
  private static final long PATIENCE = 60;

  private final Process process;
  private final WebSocket socket;
  private final Answers answers = new Answers();
  private final AtomicInteger calls = new AtomicInteger();

  private Tab(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, answers).join();
  }

  /** What the browser sends: answers to calls, and events. */
  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        JsonNode json = tree(message.toString());
        message.setLength(0);
        if (json.has("id")) {
          awaited.remove(json.get("id").asInt()).complete(json);
        } else {
          events.add(json.get("method").asText());
        }
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Opens a browser with one empty tab. */
  static Tab open(Browser browser, Path folder) throws IOException, InterruptedException {
    Process process = browser.listening(folder);
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("the browser ended with status " + process.waitFor());
    }
    String host = line.substring(LISTENING.length()).replaceAll("/.*", "");
    HttpRequest tabs = HttpRequest.newBuilder(URI.create("http://" + host + "/json/list")).build();
    JsonNode list =
        tree(HttpClient.newHttpClient().send(tabs, HttpResponse.BodyHandlers.ofString()).body());
    for (JsonNode target : list) {
      if (target.get("type").asText().equals("page")) {
        Tab tab = new Tab(process, URI.create(target.get("webSocketDebuggerUrl").asText()));
        tab.call("Page.enable", Map.of());
        return tab;
      }
    }
    throw new IOException("the browser has no tab: " + list);
  }

  /** One command of the protocol, and its result. */
  JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.awaited.put(id, answer);
    socket
        .sendText(Json.canonical(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    JsonNode json = answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    if (json.has("error")) {
      throw new IllegalStateException(method + ": " + json.get("error"));
    }
    return json.get("result");
  }

  void load(Path page) throws InterruptedException {
    answers.events.clear();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    awaitLoad();
  }

  /** Waits for the page that a link leads to. */
  void awaitLoad() throws InterruptedException {
    String event = answers.events.poll(PATIENCE, TimeUnit.SECONDS);
    while (!"Page.loadEventFired".equals(event)) {
      if (event == null) {
        throw new IllegalStateException("no page was loaded");
      }
      event = answers.events.poll(PATIENCE, TimeUnit.SECONDS);
    }
  }

  /** The value of an expression in the page, promises awaited. */
  JsonNode value(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").path("value");
  }

  /** Presses a key and lets it go: {@code Tab}, {@code Enter}, or a character. */
  void press(String key) {
    Map<String, ?> event =
        switch (key) {
          case "Tab" -> Map.of("key", key, "code", key, "windowsVirtualKeyCode", 9);
          case "Enter" ->
              Map.of("key", key, "code", key, "windowsVirtualKeyCode", 13, "text", "\r");
          case " " -> Map.of("key", key, "code", "Space", "windowsVirtualKeyCode", 32, "text", key);
          default -> Map.of("key", key, "text", key);
        };
    for (String type : new String[] {"keyDown", "keyUp"}) {
      Map<String, Object> parameters = new HashMap<>(event);
      parameters.put("type", type);
      if (type.equals("keyUp")) {
        parameters.remove("text");
      }
      call("Input.dispatchKeyEvent", parameters);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the browser and those it started: one that lives on would write to its folder. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    process.onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(handle -> handle.onExit().join());
  }
}
