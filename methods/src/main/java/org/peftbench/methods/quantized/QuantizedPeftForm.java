package org.peftbench.methods.quantized;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.lora.LoraPeftForm;
import org.peftbench.models.Backbone;
import org.peftbench.models.ops.Ops;

/** LoRA above rounded weights: in peft, plain LoRA on a checkpoint of the weights as rounded. */
public final class QuantizedPeftForm extends LoraPeftForm {
  public QuantizedPeftForm() {
    super(false);
  }

  @Override
  public boolean changesBackbone() {
    return true;
  }

  /** Without the codes, which stand in that checkpoint as numbers. */
  @Override
  public Map<String, NDArray> tensors(Ops ops, Backbone backbone, Adaptation adaptation) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    adaptation.trainables().forEach(t -> tensors.put(t.name(), ops.detach(t.array())));
    return tensors;
  }
}
