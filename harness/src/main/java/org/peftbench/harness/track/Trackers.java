package org.peftbench.harness.track;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Trackers by what people write. */
public final class Trackers {
  private static final String MLFLOW = "mlflow";
  private static final String TENSORBOARD = "tensorboard";

  private Trackers() {}

  /**
   * The tracker of {@code mlflow=URL}, {@code mlflow=DIR} or {@code tensorboard=DIR}.
   *
   * @throws UserError if it is something else
   */
  public static Tracker of(String text) {
    int equals = text.indexOf('=');
    String kind = equals < 0 ? text : text.substring(0, equals);
    String place = equals < 0 ? "" : text.substring(equals + 1);
    List<String> known = List.of(MLFLOW, TENSORBOARD);
    if (!known.contains(kind)) {
      throw Names.unknown("tracker", kind, known);
    }
    if (place.isBlank()) {
      throw new UserError("--track %s needs a place behind it: %s=DIR", kind, kind);
    }
    if (kind.equals(MLFLOW) && place.matches("https?:.*")) {
      return new MlflowServer(address(place));
    }
    Path folder = Path.of(place).toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserError("--track %s: %s is a file: name a folder", kind, folder);
    }
    return kind.equals(MLFLOW) ? new MlflowFolder(folder) : new EventFiles(folder);
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() == null || address.getRawUserInfo() != null) {
        // Not repeated here: it may hold a password.
        throw new UserError(
            "--track mlflow takes http(s)://HOST[:PORT] without a user: name that one with"
                + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new UserError("--track mlflow: no URL: %s", e.getReason()).withCause(e);
    }
  }
}
