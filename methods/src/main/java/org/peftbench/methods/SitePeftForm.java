package org.peftbench.methods;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** The form of methods that hang on modules of the network, all sites of a role or none. */
public class SitePeftForm extends PeftForm {
  private static final String TARGETS = "targets";

  public SitePeftForm(PeftSettings settings) {
    super(settings);
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    settings.set("target_modules", modules(sites(outline, config)));
    return settings;
  }

  @Override
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    ObjectNode config = super.read(outline, given, shapes);
    config.set(TARGETS, Json.MAPPER.valueToTree(roles(outline, shapes.keySet())));
    return config;
  }

  /** The sites that a configuration names. */
  protected static List<Site> sites(Outline outline, ObjectNode config) {
    List<String> roles = new ArrayList<>();
    config.path(TARGETS).forEach(role -> roles.add(role.asText()));
    return Targets.select(outline, roles);
  }

  /** Module paths in full, which match in peft at their end. */
  protected static ArrayNode modules(List<Site> sites) {
    ArrayNode modules = Json.MAPPER.createArrayNode();
    sites.forEach(site -> modules.add(site.module()));
    return modules;
  }

  /** The roles whose sites have tensors of these names. */
  private static Set<String> roles(Outline outline, Collection<String> names) {
    List<Site> adapted =
        outline.sites().stream()
            .filter(site -> site.role().isLinear() || site.role() == Role.LAYER_NORM)
            .filter(site -> names.stream().anyMatch(name -> name.startsWith(site.module() + ".")))
            .toList();
    Set<String> roles = new LinkedHashSet<>();
    adapted.forEach(site -> roles.add(site.role().toString()));
    for (Site site : outline.sites()) {
      if (roles.contains(site.role().toString()) && !adapted.contains(site)) {
        throw new UserError(
            "the adapter has tensors for some sites of role %s but none for %s: peftbench adapts"
                + " all sites of a role or none",
            site.role(), site);
      }
    }
    if (roles.isEmpty()) {
      throw new UserError("the adapter has no tensor for any linear map or norm of this backbone");
    }
    return roles;
  }
}
