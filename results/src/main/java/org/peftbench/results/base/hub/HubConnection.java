package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;

/**
 * One request at a time, redirects followed by hand: the token goes to the endpoint alone, and
 * nothing goes from an encrypted address to one that is not.
 */
final class HubConnection {
  private static final int REDIRECTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** The longest time without a byte of an answer's body. */
  static final Duration SILENCE = Duration.ofSeconds(60);

  private final HubSettings settings;
  private final Duration silence;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .proxy(ProxySelector.getDefault())
          .build();

  HubConnection(HubSettings settings, Duration silence) {
    this.settings = settings;
    this.silence = silence;
  }

  /** An answer that means: not now. */
  static final class NotNow extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Duration wish;

    NotNow(String message, Duration wish) {
      super(message);
      this.wish = wish;
    }

    /** How long the server asks to wait; zero if it doesn't say. */
    Duration wish() {
      return wish;
    }
  }

  /**
   * Asks for the bytes of a path from an offset on.
   *
   * @return the answer, whose body the caller closes: 200, 206, 416 or any other that asking again
   *     would not change; reading it fails when no byte comes for a while
   * @throws NotNow if the server is busy or broken
   * @throws IOException if there is no answer
   */
  HttpResponse<InputStream> get(String path, long offset) throws IOException {
    URI address = URI.create(settings.endpoint() + path);
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(address, offset);
      int status = response.statusCode();
      if (status == 429 || status >= 500) {
        response.body().close();
        throw new NotNow(address.getHost() + " answers " + status, wish(response));
      }
      if (status < 300 || status >= 400) {
        return response;
      }
      response.body().close();
      address = next(address, response);
    }
    throw new IOException("more than " + REDIRECTS + " redirects from " + path);
  }

  private HttpResponse<InputStream> send(URI address, long offset) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(ANSWER).header("User-Agent", "peftbench");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    if (settings.token() != null && settings.isEndpoint(address)) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    try {
      return client.send(
          request.build(),
          head ->
              BodySubscribers.mapping(
                  BodySubscribers.ofInputStream(), body -> new TimedBody(body, silence)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static URI next(URI from, HttpResponse<?> response) throws IOException {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(
                () -> new IOException("a redirect from " + from.getHost() + " to nowhere"));
    try {
      URI to = from.resolve(location);
      boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
      if (!web
          || to.getHost() == null
          || (from.getScheme().equals("https") && !to.getScheme().equals("https"))) {
        throw new IOException(
            "a redirect from " + from.getHost() + " to an address that is not safe");
      }
      return to;
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect from " + from.getHost() + " to no address", e);
    }
  }

  private static Duration wish(HttpResponse<?> response) {
    // The other form, a date, is not used by the hub.
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }
}
