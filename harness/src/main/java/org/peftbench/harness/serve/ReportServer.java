package org.peftbench.harness.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.peftbench.reports.RunFiles;
import org.peftbench.reports.html.Templates;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

/**
 * Shows a store's report to browsers of this machine and to nobody else.
 *
 * <p>It listens on the loopback address alone, answers GET alone, and only under this machine's own
 * names: a page of another site that gets its name resolved to 127.0.0.1 is refused.
 */
public final class ReportServer implements AutoCloseable {
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final LiveSite site;
  private final Set<String> hosts;

  private ReportServer(HttpServer server, LiveSite site) {
    this.server = server;
    this.site = site;
    int port = server.getAddress().getPort();
    this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
  }

  /**
   * Starts answering.
   *
   * @param port 0 for any free one
   * @throws UserError if the port is taken
   */
  public static ReportServer start(RunStore runs, RunFiles files, int port) throws IOException {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ReportServer server = new ReportServer(http, new LiveSite(runs, files));
      http.createContext("/", server::answer);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (BindException e) {
      throw new UserError("port %d is taken: name another with --port", port).withCause(e);
    }
  }

  /** Where the first page is. */
  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      if (host == null || !hosts.contains(host)) {
        send(exchange, 403, "text/plain", "This report is for this machine's own browser.\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "Only GET is answered.\n");
      } else {
        find(exchange, exchange.getRequestURI().getPath().substring(1));
      }
    }
  }

  private void find(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "report.css" -> send(exchange, 200, "text/css", Templates.style());
      case "report.js" -> send(exchange, 200, "text/javascript", Templates.script());
      default -> page(exchange, path.isEmpty() ? "index.html" : path);
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    String page;
    try {
      page = site.page(path);
    } catch (UserError e) { // a record half-gone under our hands; the page says which
      send(exchange, 500, "text/plain", e.getMessage() + "\n");
      return;
    }
    if (page == null) {
      send(exchange, 404, "text/plain", "There is no such page.\n");
    } else {
      send(exchange, 200, "text/html", page);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        "Content-Security-Policy",
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
