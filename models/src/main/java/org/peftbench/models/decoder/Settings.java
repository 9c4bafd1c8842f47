package org.peftbench.models.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.Rotary;
import org.peftbench.results.base.UserError;

/** What several architectures read from config.json in one way. */
final class Settings {
  private Settings() {}

  /**
   * Width of one head.
   *
   * @throws UserError if queries, keys and values don't fall into heads of one width
   */
  static int headWidth(Outline outline) {
    int queries = width(outline, Role.QUERY);
    int keys = width(outline, Role.ATTENTION);
    int shared = outline.keyValueHeads();
    int head = shared < 1 ? 0 : keys / shared;
    if (head < 1 || keys % shared != 0 || queries % keys != 0) {
      throw new UserError(
          "config.json: queries of width %d can't share keys of width %d in %d heads",
          queries, keys, shared);
    }
    return head;
  }

  private static int width(Outline outline, Role role) {
    return outline.sites().stream()
        .filter(site -> site.role() == role)
        .mapToInt(Site::out)
        .findFirst()
        .orElseThrow(
            () -> new UserError("config.json: the network has no layers, so it has no %s", role));
  }

  /**
   * Rotation of the first numbers of each head, by halves.
   *
   * @param width of what is turned
   * @param theta name of the field with the base
   */
  static Rotary rotary(ConfigFields config, int width, String theta) {
    JsonNode scaling = config.config().path("rope_scaling");
    String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
    if (!type.equals("default")) {
      throw new UserError(
          "config.json: rope_scaling of type %s is not supported: take a checkpoint without", type);
    }
    double base = config.number(theta, 10000);
    return new Rotary(Rotary.frequencies(width, base), Rotary.Pairs.HALVES);
  }

  /**
   * Refuses a switch that has no counterpart here.
   *
   * @param expected its value where it is absent, the only one that is supported
   */
  static void require(ConfigFields config, String field, boolean expected) {
    if (config.flag(field, expected) != expected) {
      throw new UserError("config.json: %s must be %s, nothing else is supported", field, expected);
    }
  }
}
