package org.peftbench.models.outline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** A layout with a model's numbers in it. */
final class ConfiguredOutline implements Outline {
  /** Far more than any network has, and few enough to list. */
  private static final int MAX_LAYERS = 10_000;

  private final Layout layout;
  private final ObjectNode config;
  private final int hidden;
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();

  /**
   * Lists everything.
   *
   * @param labels outputs of the checkpoint's own classification head; 0 for none
   */
  ConfiguredOutline(Layout layout, ObjectNode config, int labels) {
    this.layout = layout;
    this.config = layout.complete(config).put("labels", labels);
    hidden = Layout.evaluate(layout.hidden(), this.config);
    for (Layout.Block block : layout.blocks()) {
      if (block.repeat() == null) {
        block.places().forEach(place -> add(block.stack(), -1, "", place));
        continue;
      }
      int layers = Layout.evaluate(block.repeat(), this.config);
      if (layers > MAX_LAYERS) {
        throw new UserError(
            "config.json: %s must be <= %d, got %d", block.repeat(), MAX_LAYERS, layers);
      }
      for (int layer = 0; layer < layers; layer++) {
        for (Layout.Place place : block.places()) {
          add(block.stack(), layer, block.prefix() + layer + ".", place);
        }
      }
    }
    String last = layout.blocks().get(layout.blocks().size() - 1).stack();
    top(labels).forEach(place -> add(last, -1, "", place));
  }

  /** A pooler that the config says is not used is not there. */
  private List<Layout.Place> top(int labels) {
    if (labels > 0) {
      return layout.classification();
    }
    String pooler = Role.POOLER.toString();
    return config.path("pooling").asText(pooler).equals(pooler) ? layout.pretrained() : List.of();
  }

  private void add(String stack, int layer, String prefix, Layout.Place place) {
    if (!Layout.hold(place.when(), config)) {
      return;
    }
    Role role = place.role() == null ? null : Role.named(place.role());
    int in = width(place.in());
    int out = width(place.out());
    Site site =
        new Site(
            place.stack() == null ? stack : place.stack(),
            layer,
            role == null ? Role.CLASSIFIER : role,
            prefix + place.module(),
            in,
            out);
    if (role != null) {
      sites.add(site);
    }
    boolean linear = role == null || role.isLinear();
    if (linear || role.isEmbedding()) {
      sizes.put(site.weight(), (long) in * out);
    } else if (role == Role.LAYER_NORM) {
      sizes.put(site.weight(), (long) out);
    }
    if (place.isBiased(config) && (linear || role == Role.LAYER_NORM)) {
      sizes.put(site.bias(), (long) out);
    }
  }

  private int width(@Nullable String expression) {
    return expression == null ? hidden : Layout.evaluate(expression, config);
  }

  @Override
  public List<Site> sites() {
    return Collections.unmodifiableList(sites);
  }

  @Override
  public Map<String, Long> sizes() {
    return Collections.unmodifiableMap(sizes);
  }

  @Override
  public int hiddenSize() {
    return hidden;
  }

  @Override
  public int maxPositions() {
    return Layout.evaluate(layout.positions(), config);
  }

  @Override
  public int keyValueHeads() {
    return Layout.evaluate(layout.keyValueHeads(), config);
  }
}
