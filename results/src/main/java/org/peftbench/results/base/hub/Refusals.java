package org.peftbench.results.base.hub;

import java.net.http.HttpResponse;
import org.peftbench.results.base.UserError;

/** What the hub means when it says no. */
final class Refusals {
  private Refusals() {}

  /**
   * The error for an answer that asking again would not change.
   *
   * @param what was asked for
   */
  static UserError of(Object what, HttpResponse<?> response) {
    String host = response.uri().getHost();
    return switch (response.statusCode()) {
      // The hub says 401 for what is not there, too, so that nobody learns what is.
      case 401 ->
          new UserError(
              "%s has no %s, or shows it to some only: check the name, and set HF_TOKEN if it is"
                  + " private",
              host, what);
      case 403 ->
          new UserError(
              "%s does not give %s to this HF_TOKEN: accept its conditions on its page, or use"
                  + " another token",
              host, what);
      case 404 -> new UserError("%s has no %s: check the name and the revision", host, what);
      default ->
          new UserError(
              "%s answers %d for %s: check HF_ENDPOINT", host, response.statusCode(), what);
    };
  }
}
