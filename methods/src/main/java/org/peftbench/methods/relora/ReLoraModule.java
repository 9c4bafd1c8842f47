package org.peftbench.methods.relora;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * One site's pair and the weight that takes its product up.
 *
 * @param pair A and B
 * @param weight [out, in], from the frozen one's values
 */
record ReLoraModule(Site site, LoraModule pair, NDArray weight) implements SiteModule {
  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return pair.apply(ops, x, moved(base));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return pair.merge(ops, moved(base));
  }

  private Linear moved(Linear base) {
    return new Linear(base.site(), weight, base.bias());
  }

  /**
   * Puts the product into the weight and the pair back to a start.
   *
   * @param random for A: U(±1/√in)
   */
  void restart(Ops ops, Random random) {
    ops.assign(weight, ops.add(weight, pair.delta(ops)));
    float[] values = new float[Math.toIntExact(pair.a().getShape().size())];
    double bound = 1 / Math.sqrt(site.in());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
    }
    ops.assign(pair.a(), ops.floats(values, pair.a().getShape()));
    ops.assign(pair.b(), ops.zeros(pair.b().getShape()));
  }
}
