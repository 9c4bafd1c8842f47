package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Outline;
import org.peftbench.models.ops.Ops;

/** peft's form: parts that were taken away may be missing from a file. */
final class AdaLoraPeftForm extends SitePeftForm {
  AdaLoraPeftForm() {
    super(
        new PeftSettings(
            "ADALORA",
            Map.ofEntries(
                Map.entry("init_rank", "init_r"),
                Map.entry("target_rank", "target_r"),
                Map.entry("alpha", "lora_alpha"),
                Map.entry("dropout", "lora_dropout"),
                Map.entry("warmup", "tinit"),
                Map.entry("cooldown", "tfinal"),
                Map.entry("interval", "deltaT"),
                Map.entry("beta1", "beta1"),
                Map.entry("beta2", "beta2"),
                Map.entry("orthogonality", "orth_reg_weight")),
            Map.of(),
            Set.of(
                "r",
                "total_step",
                "rank_pattern",
                "init_lora_weights",
                "megatron_core",
                "qalora_group_size")));
  }

  /** peft refuses a schedule without its total; a saved adapter has the shortest that fits. */
  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    settings.put("total_step", config.get("warmup").asInt() + config.get("cooldown").asInt() + 1);
    return settings;
  }

  /** Fills up with zeros what a file has no parts of. */
  @Override
  public Map<String, NDArray> values(Ops ops, Map<String, NDArray> tensors, Adaptation adaptation) {
    Map<String, NDArray> values = new HashMap<>(tensors);
    for (Trainable trainable : adaptation.trainables()) {
      NDArray kept = tensors.get(trainable.name());
      if (kept != null && kept.getShape().dimension() == 2) {
        int parts = trainable.name().endsWith("lora_B") ? 1 : 0; // the axis they are counted on
        values.put(trainable.name(), padded(ops, kept, trainable.array().getShape(), parts));
      }
    }
    return values;
  }

  private static NDArray padded(Ops ops, NDArray kept, Shape whole, int axis) {
    long missing = whole.get(axis) - kept.getShape().get(axis);
    if (missing <= 0) {
      return kept;
    }
    long[] shape = kept.getShape().getShape().clone();
    shape[axis] = missing;
    return ops.concat(axis, kept, ops.zeros(new Shape(shape)));
  }
}
