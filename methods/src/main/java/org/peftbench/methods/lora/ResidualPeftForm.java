package org.peftbench.methods.lora;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.ops.Ops;

/**
 * What started as a part of the weight, as plain LoRA of twice the rank on the weight itself:
 * {@code BA − B₀A₀ = [B, −B₀][A; A₀]}, the way peft converts it.
 */
public final class ResidualPeftForm extends LoraPeftForm {
  public ResidualPeftForm() {
    super(false);
  }

  /** Rank and alpha twice as large leave the scale α/r as it is. */
  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    settings.put("r", 2 * settings.get("r").asInt());
    settings.put("lora_alpha", 2 * settings.get("lora_alpha").asDouble());
    ObjectNode pattern = (ObjectNode) settings.get("rank_pattern");
    for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
      entry.setValue(pattern.numberNode(2 * entry.getValue().asInt()));
    }
    return settings;
  }

  @Override
  public Map<String, NDArray> tensors(Ops ops, Backbone backbone, Adaptation adaptation) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    Map<String, NDArray> all = super.tensors(ops, backbone, adaptation);
    all.forEach(
        (name, array) -> {
          if (name.endsWith(".lora_A.weight")) {
            NDArray start = all.get(name.replace(".lora_A.weight", ".start_A"));
            tensors.put(name, ops.concat(0, array, start)); // [2·rank, in]
          } else if (name.endsWith(".lora_B.weight")) {
            NDArray start = all.get(name.replace(".lora_B.weight", ".start_B"));
            tensors.put(name, ops.concat(1, array, ops.scale(start, -1))); // [out, 2·rank]
          }
        });
    return tensors;
  }
}
