package org.peftbench.models.deberta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.models.Parts;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.bert.BertLayer;
import org.peftbench.models.ops.Ops;

/**
 * The terms that relative positions add to a layer's scores (He et al. 2020, arXiv 2006.03654,
 * equation 4).
 */
final class DisentangledAttention {
  private final DebertaConfig config;
  private final Parts parts;
  private final BertLayer layer;
  private final Site positionKey;
  private final Site positionQuery;

  DisentangledAttention(DebertaConfig config, Parts parts, BertLayer layer) {
    this.config = config;
    this.parts = parts;
    this.layer = layer;
    positionKey = config.shared() ? layer.key() : beside(layer.key(), Role.POSITION_KEY, "key");
    positionQuery =
        config.shared() ? layer.query() : beside(layer.query(), Role.POSITION_QUERY, "query");
  }

  private static Site beside(Site content, Role role, String name) {
    String module = content.module().replace(name + "_proj", "pos_" + name + "_proj");
    return new Site(content.stack(), content.layer(), role, module, content.in(), content.out());
  }

  /** The places of its own: maps of positions that the content's do not do for. */
  List<Site> sites() {
    List<Site> sites = new ArrayList<>();
    if (!config.shared() && config.contentToPosition()) {
      sites.add(positionKey);
    }
    if (!config.shared() && config.positionToContent()) {
      sites.add(positionQuery);
    }
    return sites;
  }

  /**
   * What is added to scores [batch, heads, length, length].
   *
   * @param query [batch, heads, length, width], and key likewise
   * @param table vectors of relative positions [1, 2 · span, hidden]
   * @param rows of the table
   */
  NDArray bias(Ops ops, NDArray query, NDArray key, NDArray table, Rows rows, Taps taps) {
    long width = query.getShape().get(3);
    NDArray sum = ops.zeros(new Shape(1));
    if (config.contentToPosition()) {
      NDArray places = layer.heads(ops, parts.linear(ops, table, positionKey, taps));
      sum = ops.add(look(ops, query, places, rows.queriesToKeys()), sum);
    }
    if (config.positionToContent()) {
      NDArray places = layer.heads(ops, parts.linear(ops, table, positionQuery, taps));
      NDArray byKey = look(ops, key, places, rows.keysToQueries());
      sum = ops.add(ops.transpose(byKey, 0, 1, 3, 2), sum);
    }
    return ops.scale(sum, 1 / Math.sqrt((double) width * config.terms()));
  }

  /** x · place, for each x [batch, heads, length, width] at the places that its rows name. */
  private static NDArray look(Ops ops, NDArray x, NDArray places, NDArray rows) {
    NDArray all = ops.matmul(x, ops.transpose(places, 0, 1, 3, 2)); // [batch, heads, length, 2span]
    Shape shape = all.getShape();
    long length = shape.get(2);
    Shape wanted = new Shape(shape.get(0), shape.get(1), length, length);
    return ops.gather(all, ops.expand(rows, wanted));
  }

  /** Rows of the table for every pair of positions, [1, 1, length, length]. */
  record Rows(NDArray queriesToKeys, NDArray keysToQueries) {
    static Rows of(Ops ops, RelativePositions positions, int length) {
      Shape shape = new Shape(1, 1, length, length);
      return new Rows(
          ops.longs(positions.queriesToKeys(length), shape),
          ops.longs(positions.keysToQueries(length), shape));
    }
  }
}
