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

  /** Width of one head. */
  static int headWidth(Outline outline) {
    Site attention =
        outline.sites().stream()
            .filter(site -> site.role() == Role.ATTENTION)
            .findFirst()
            .orElseThrow();
    return attention.out() / outline.keyValueHeads();
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
