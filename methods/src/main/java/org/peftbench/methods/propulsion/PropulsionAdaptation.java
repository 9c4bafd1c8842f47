package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Merged;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** Vectors z [out], or several of them [vectors, out], at their places. */
final class PropulsionAdaptation implements Adaptation {
  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Thruster, NDArray> vectors;
  private final Map<String, NDArray> biases;
  private final int degree;
  private final VectorPooling pooling;
  private final Taps taps;

  PropulsionAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Thruster, NDArray> vectors,
      Map<String, NDArray> biases,
      PropulsionConfig config) {
    this.backbone = backbone;
    this.parameters = parameters;
    this.vectors = vectors;
    this.biases = biases;
    degree = config.degree();
    pooling = VectorPooling.named(config.pooling());
    Taps.Builder builder = Taps.builder();
    biases.forEach(builder::parameter);
    vectors.forEach((place, z) -> place.hang(builder, (ops, y) -> ops.multiply(y, factor(ops, z))));
    taps = builder.build();
  }

  /** {@code z^k}, or the pooled powers: [out]. */
  private NDArray factor(Ops ops, NDArray z) {
    NDArray powers = ops.power(z, degree);
    return powers.getShape().dimension() == 1 ? powers : pooling.pool(ops, powers);
  }

  @Override
  public Taps taps() {
    return taps;
  }

  @Override
  public List<Trainable> trainables() {
    return parameters.trainables();
  }

  @Override
  public @Nullable Map<String, NDArray> merged(Ops ops) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    biases.forEach((name, bias) -> merged.put(name, ops.detach(bias)));
    for (Map.Entry<Thruster, NDArray> entry : vectors.entrySet()) {
      Thruster place = entry.getKey();
      if (!place.folds()) {
        return null;
      }
      place.fold(
          ops,
          factor(ops, entry.getValue()),
          (name, scale) -> {
            // a weight may be scaled twice: by its rows, and by its columns
            NDArray frozen = merged.getOrDefault(name, backbone.parameters().get(name));
            if (frozen != null) { // not every map has a bias
              merged.put(name, ops.multiply(frozen, scale));
            }
          });
    }
    return Merged.checked(ops, merged);
  }

  @Override
  public String mergeObstacle() {
    return vectors.keySet().stream()
        .flatMap(place -> Stream.ofNullable(place.obstacle()))
        .findFirst()
        .orElseGet(Adaptation.super::mergeObstacle);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
