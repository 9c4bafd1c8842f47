package org.peftbench.harness.pretrain;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.results.base.AtomicFile;

/** A checkpoint that has learned nothing: matrices from N(0, 0.02), norms 1, biases 0. */
final class FreshWeights {
  private static final double DEVIATION = 0.02;

  private final Random random;
  private final List<Tensor> tensors = new ArrayList<>();

  private FreshWeights(long seed) {
    random = new Random(seed);
  }

  /** Writes the weights that a recipe starts from. */
  static void write(Recipe recipe, Path file) throws IOException {
    FreshWeights fresh = new FreshWeights(recipe.seed());
    Outline outline = Outlines.of(recipe.checkpoint().config());
    outline.sites().forEach(site -> fresh.add(site, outline.sizes().containsKey(site.bias())));
    recipe.head().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> fresh.add(entry.getKey(), shape(entry.getValue())));
    AtomicFile.write(file, out -> SafetensorsWriter.write(out, Map.of(), fresh.tensors));
  }

  private static Shape shape(List<Long> lengths) {
    return new Shape(lengths);
  }

  private void add(Site site, boolean biased) {
    if (site.role().isEmbedding()) {
      add(site.weight(), new Shape(site.in(), site.out()));
    } else if (site.role().isLinear()) {
      add(site.weight(), new Shape(site.out(), site.in()));
    } else if (site.role() == Role.LAYER_NORM) {
      add(site.weight(), new Shape(site.out()));
    }
    if (biased) {
      add(site.bias(), new Shape(site.out()));
    }
  }

  private void add(String name, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    if (shape.dimension() > 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * DEVIATION);
      }
    } else if (name.endsWith(".weight")) {
      java.util.Arrays.fill(values, 1);
    }
    tensors.add(Tensor.of(name, shape, values));
  }
}
