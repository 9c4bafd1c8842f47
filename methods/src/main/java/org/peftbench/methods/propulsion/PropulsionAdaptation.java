package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** Vectors z [out] on linear maps and embeddings. */
final class PropulsionAdaptation implements Adaptation {
  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Site, NDArray> vectors;
  private final int degree;
  private final Taps taps;

  PropulsionAdaptation(
      Backbone backbone, Parameters parameters, Map<Site, NDArray> vectors, int degree) {
    this.backbone = backbone;
    this.parameters = parameters;
    this.vectors = vectors;
    this.degree = degree;
    Taps.Builder builder = Taps.builder();
    vectors.forEach(
        (site, z) -> {
          if (site.role().isEmbedding()) {
            builder.output(site, (ops, y) -> propel(ops, y, z));
          } else {
            builder.linear(site, (ops, x, base) -> propel(ops, base.forward(ops, x), z));
          }
        });
    taps = builder.build();
  }

  private NDArray propel(Ops ops, NDArray y, NDArray z) {
    return ops.multiply(y, ops.power(z, degree)); // [..., out] by [out]
  }

  @Override
  public Taps taps() {
    return taps;
  }

  @Override
  public List<Trainable> trainables() {
    return parameters.trainables();
  }

  /** A linear map's rows and bias, an embedding's columns. */
  @Override
  public Map<String, NDArray> merged(Ops ops) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    vectors.forEach(
        (site, z) -> {
          NDArray weight = backbone.parameters().get(site.weight());
          if (site.role().isEmbedding()) {
            merged.put(site.weight(), propel(ops, weight, z)); // [vocabulary, out]
            return;
          }
          NDArray rows = ops.reshape(ops.power(z, degree), site.out(), 1);
          merged.put(site.weight(), ops.multiply(weight, rows)); // [out, in]
          NDArray bias = backbone.parameters().get(site.bias());
          if (bias != null) {
            merged.put(site.bias(), propel(ops, bias, z));
          }
        });
    return merged;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
