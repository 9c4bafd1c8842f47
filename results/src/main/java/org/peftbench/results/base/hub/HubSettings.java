package org.peftbench.results.base.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Where the hub is and who asks, by the environment variables that Python's {@code huggingface_hub}
 * reads.
 *
 * @param endpoint {@code HF_ENDPOINT}, by default {@code https://huggingface.co}; without a slash
 *     at its end
 * @param token {@code HF_TOKEN}, else what the login has left in {@code HF_HOME}; null for none
 * @param cache {@code HF_HUB_CACHE}, else {@code hub} in {@code HF_HOME}
 * @param offline {@code HF_HUB_OFFLINE}: whether to do with what is in the cache
 */
public record HubSettings(URI endpoint, @Nullable String token, Path cache, boolean offline) {
  private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
  private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE", "on", "yes", "true");

  public HubSettings {
    String scheme = endpoint.getScheme();
    if (!("https".equals(scheme) || "http".equals(scheme)) || endpoint.getHost() == null) {
      throw new UserError("HF_ENDPOINT must be an http or https address, got '%s'", endpoint);
    }
    // A header's value must not end the header.
    if (token != null && !token.matches("[!-~]+")) {
      throw new UserError("HF_TOKEN must be printable ASCII without blanks");
    }
  }

  /** The settings of an environment. */
  public static HubSettings of(Map<String, String> environment, Path userHome) {
    Path home =
        set(environment, "HF_HOME")
            .map(Path::of)
            .orElseGet(() -> userHome.resolve(".cache").resolve("huggingface"));
    return new HubSettings(
        address(set(environment, "HF_ENDPOINT").orElse(DEFAULT_ENDPOINT)),
        set(environment, "HF_TOKEN")
            .or(
                () ->
                    saved(
                        set(environment, "HF_TOKEN_PATH")
                            .map(Path::of)
                            .orElse(home.resolve("token"))))
            .orElse(null),
        set(environment, "HF_HUB_CACHE")
            .map(Path::of)
            .orElseGet(() -> home.resolve("hub"))
            .toAbsolutePath()
            .normalize(),
        set(environment, "HF_HUB_OFFLINE").filter(YES::contains).isPresent());
  }

  /** Whether a request to an address may carry the token. */
  boolean isEndpoint(URI address) {
    return address.getScheme().equals(endpoint.getScheme())
        && address.getHost().equalsIgnoreCase(endpoint.getHost())
        && port(address) == port(endpoint);
  }

  /** Says whether there is a token, not which. */
  @Override
  public String toString() {
    return "HubSettings[endpoint=%s, token=%s, cache=%s, offline=%s]"
        .formatted(endpoint, token == null ? "none" : "set", cache, offline);
  }

  private static int port(URI address) {
    return address.getPort() >= 0
        ? address.getPort()
        : address.getScheme().equals("https") ? 443 : 80;
  }

  private static URI address(String text) {
    try {
      return URI.create(text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new UserError("HF_ENDPOINT must be an http or https address, got '%s'", text)
          .withCause(e);
    }
  }

  private static Optional<String> saved(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new UserError("Can't read the token in %s: %s", file, e.getMessage()).withCause(e);
    }
  }

  private static Optional<String> set(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
