package org.peftbench.methods.relora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.lora.MovingLora;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/**
 * Restarts all modules together, but never after the last step: there would be nothing to train.
 */
final class ReLoraAdaptation extends SiteAdaptation {
  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Site, MovingLora> modules;
  private final ReLora.Config config;
  private int restarts;
  private @Nullable AdamW optimizer;

  ReLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, MovingLora> modules,
      ReLora.Config config) {
    super(backbone, parameters, modules);
    this.backbone = backbone;
    this.parameters = parameters;
    this.modules = modules;
    this.config = config;
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    config.checkSteps(totalSteps);
    this.optimizer = optimizer;
    restarts = Math.min(done, totalSteps - 2) / config.restartEvery();
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (optimizer == null) {
      throw new IllegalStateException("relora's training was never begun");
    }
    if (step % config.restartEvery() != 0 || step + 2 > totalSteps) {
      return;
    }
    restarts++;
    for (Map.Entry<Site, MovingLora> entry : modules.entrySet()) {
      LoraModule pair = entry.getValue().pair();
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        entry.getValue().move(ops, pair.delta(ops));
        ops.assign(pair.a(), newA(ops, entry.getKey(), pair.a().getShape()));
        ops.assign(pair.b(), ops.zeros(pair.b().getShape()));
      }
      optimizer.forget(pair.a());
      optimizer.forget(pair.b());
    }
  }

  /** U(±1/√in), another at each restart. */
  private NDArray newA(Ops ops, Site site, Shape shape) {
    Random random = parameters.initializer().random("restart " + restarts + " " + site.module());
    float[] values = new float[Math.toIntExact(shape.size())];
    double bound = 1 / Math.sqrt(site.in());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
    }
    return ops.floats(values, shape);
  }

  /** How often the product was merged. */
  @Override
  public Map<String, String> decisions() {
    if (optimizer != null && restarts == 0) {
      throw new IllegalStateException("relora never restarted");
    }
    return Map.of("restarts", Integer.toString(restarts));
  }
}
