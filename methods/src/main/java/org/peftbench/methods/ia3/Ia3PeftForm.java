package org.peftbench.methods.ia3;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** peft's form: a row [1, in] scales the input of a module, a column [out, 1] its output. */
final class Ia3PeftForm extends SitePeftForm {
  private static final String OURS = "feedforward";
  private static final String THEIRS = "feedforward_modules";

  Ia3PeftForm() {
    super(new PeftSettings("IA3", Map.of(), Map.of(), Set.of(THEIRS, "init_ia3_weights")));
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    Set<String> roles = new LinkedHashSet<>();
    config.path(OURS).forEach(role -> roles.add(role.asText()));
    settings.set(
        THEIRS,
        modules(
            sites(outline, config).stream()
                .filter(site -> roles.contains(site.role().toString()))
                .toList()));
    return settings;
  }

  @Override
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    ObjectNode config = super.read(outline, given, shapes);
    Set<String> roles = new LinkedHashSet<>();
    for (Site site : sites(outline, config)) {
      Shape vector = shapes.get(site.module() + ".ia3_l");
      boolean row = vector != null && vector.dimension() == 2 && vector.get(0) == 1;
      if (row) {
        roles.add(site.role().toString());
      } else if (roles.contains(site.role().toString())) {
        throw new UserError(
            "the adapter scales the input of some sites of role %s but not of %s: peftbench does"
                + " so for all sites of a role or none",
            site.role(), site);
      }
    }
    config.set(OURS, Json.MAPPER.valueToTree(roles));
    return config;
  }
}
