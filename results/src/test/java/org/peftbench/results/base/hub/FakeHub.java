package org.peftbench.results.base.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A hub on the loopback interface that can be told to misbehave. */
public final class FakeHub implements AutoCloseable {
  /** The commit of every branch and of itself. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** What the hub does with a request instead of answering it. */
  public interface Mischief {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** A request that came in. */
  public record Seen(String path, String authorization, String range) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Queue<Mischief> mischief = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private boolean lying;

  public FakeHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads); // one that stalls must not keep others from their answers
    server.start();
  }

  public URI address() {
    return URI.create("http://" + host() + ":" + server.getAddress().getPort());
  }

  private static String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /** Adds a file; one named *.parquet or *.safetensors is large, as the hub sees it. */
  public FakeHub with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** Lists other digests than the files have. */
  public FakeHub lying() {
    lying = true;
    return this;
  }

  /** Does this with the next request for a file. */
  public FakeHub next(Mischief what) {
    mischief.add(what);
    return this;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  public static Mischief status(int status) {
    return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  public static Mischief status(int status, String header, String value) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().add(header, value);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Sends the first bytes of what is asked for and hangs up. */
  public static Mischief cutAfter(int bytes) {
    return (exchange, content) -> {
      int from = offset(exchange);
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .add(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      exchange.getResponseBody().write(content, from, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Sends the first bytes of what is asked for, and nothing more until the hub is closed. */
  public Mischief stallAfter(int bytes) {
    return (exchange, content) -> {
      cutAfter(bytes).answer(exchange, content);
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    };
  }

  /** Sends everything, whatever range was asked for. */
  public static Mischief wholeFile() {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      seen.add(
          new Seen(
              path,
              exchange.getRequestHeaders().getFirst("Authorization"),
              exchange.getRequestHeaders().getFirst("Range")));
      int resolve = path.indexOf("/resolve/" + COMMIT + "/");
      if (resolve < 0 && !path.startsWith("/api/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content =
          resolve < 0
              ? listing().getBytes(StandardCharsets.UTF_8)
              : files.get(path.substring(resolve + "/resolve/".length() + COMMIT.length() + 1));
      Mischief what = mischief.poll();
      if (what != null) {
        what.answer(exchange, content);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, content);
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    int from = offset(exchange);
    if (from >= content.length && from > 0) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    cutAfter(content.length - from).answer(exchange, content);
  }

  private static int offset(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  private String listing() {
    return files.entrySet().stream()
        .map(file -> entry(file.getKey(), file.getValue()))
        .collect(
            Collectors.joining(
                ",", "{\"id\":\"any\",\"sha\":\"" + COMMIT + "\",\"siblings\":[", "]}"));
  }

  private String entry(String path, byte[] content) {
    byte[] digested = lying ? new byte[] {1} : content;
    String blob = "blob " + digested.length + "\0";
    String git = digest("SHA-1", blob.getBytes(StandardCharsets.US_ASCII), digested);
    boolean large = path.matches(".*\\.(parquet|safetensors)");
    return "{\"rfilename\":\"%s\",\"size\":%d,\"blobId\":\"%s\"%s}"
        .formatted(
            path,
            content.length,
            git,
            large
                ? ",\"lfs\":{\"sha256\":\"%s\",\"size\":%d,\"pointerSize\":134}"
                    .formatted(digest("SHA-256", digested), content.length)
                : "");
  }

  private static String digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
