package org.peftbench.models.decoder;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;

/** The tensors that a checkpoint must hold, by name, with their shapes in the file. */
final class StoredShapes {
  private StoredShapes() {}

  /** Those of the network's places. */
  static Map<String, Shape> of(Outline outline, StoredLinears storage) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Site site : outline.sites()) {
      if (site.role().isEmbedding()) {
        shapes.put(site.weight(), new Shape(site.in(), site.out()));
      } else if (site.role().isLinear()) {
        Shape weight =
            storage.transposed()
                ? new Shape(site.in(), site.out())
                : new Shape(site.out(), site.in());
        int axis = storage.transposed() ? 1 : 0;
        shapes.merge(joined(site.weight()), weight, (all, part) -> join(all, part, axis));
      } else if (site.role() == Role.LAYER_NORM) {
        shapes.put(site.weight(), new Shape(site.out()));
      }
      if (outline.sizes().containsKey(site.bias())) {
        shapes.merge(joined(site.bias()), new Shape(site.out()), (all, part) -> join(all, part, 0));
      }
    }
    return shapes;
  }

  /** Those of the map to the vocabulary; none if it is tied. */
  static Map<String, Shape> ofHead(Outline outline, String head) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    long width = outline.hiddenSize();
    Long weight = outline.sizes().get(head + ".weight");
    if (weight != null) {
      shapes.put(head + ".weight", new Shape(weight / width, width));
    }
    Long bias = outline.sizes().get(head + ".bias");
    if (bias != null) {
      shapes.put(head + ".bias", new Shape(bias));
    }
    return shapes;
  }

  private static String joined(String parameter) {
    return StoredLinears.joined(parameter);
  }

  /** One part's shape put together with another's along an axis. */
  private static Shape join(Shape all, Shape part, int axis) {
    long[] sum = all.getShape().clone();
    sum[axis] += part.get(axis);
    return new Shape(sum);
  }
}
