package org.peftbench.methods.ranks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** All sites' parts under one penalty, and what has become of them. */
public abstract class RankedAdaptation extends SiteAdaptation {
  private final Map<Site, ? extends RankOneParts> modules;
  private final double orthogonality;

  /** [parts, parts], what AAᵀ and BᵀB should be. */
  private final NDArray identity;

  /**
   * Hangs each module on its site.
   *
   * @param parts of each module, in use or not
   * @param orthogonality weight of the penalty
   */
  protected RankedAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, ? extends RankOneParts> modules,
      int parts,
      double orthogonality) {
    super(backbone, parameters, modules);
    this.modules = modules;
    this.orthogonality = orthogonality;
    float[] diagonal = new float[parts * parts];
    for (int i = 0; i < parts; i++) {
      diagonal[i * parts + i] = 1;
    }
    try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
      identity = ops.keep(ops.floats(diagonal, new Shape(parts, parts)), parameters.manager());
    }
  }

  /** Mean over all A and B of how far they are from orthogonal. */
  @Override
  public final NDArray penalty(Ops ops) {
    NDArray sum = ops.zeros(new Shape());
    for (RankOneParts module : modules.values()) {
      sum = ops.add(sum, module.skewness(ops, identity));
    }
    return ops.scale(sum, orthogonality / (2 * modules.size()));
  }

  /** The rank of each site, and what is trained without the parts that are not in use. */
  protected final Map<String, String> ranks() {
    Map<String, String> ranks = new LinkedHashMap<>();
    int total = 0;
    long effective = 0;
    for (Map.Entry<Site, ? extends RankOneParts> entry : modules.entrySet()) {
      int rank = entry.getValue().rank();
      ranks.put("rank." + entry.getKey().module(), Integer.toString(rank));
      total += rank;
      effective += rank * entry.getValue().partSize();
    }
    ranks.put("rank.total", Integer.toString(total));
    ranks.put("effective_parameters", Long.toString(effective));
    return ranks;
  }
}
