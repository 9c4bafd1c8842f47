package org.peftbench.methods.ptuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.peftbench.methods.parts.PromptPeftForm;
import org.peftbench.models.Outline;

/** peft's form: what the encoder made; the encoder itself is not kept, so it can't be read back. */
final class PTuningPeftForm extends PromptPeftForm {
  PTuningPeftForm() {
    super("P_TUNING", Set.of());
  }

  @Override
  public boolean reads(JsonNode given) {
    return false;
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    String encoder = config.get("encoder").asText().toUpperCase(Locale.ROOT);
    settings.put("encoder_reparameterization_type", encoder);
    settings.set("encoder_hidden_size", config.get("hidden_size"));
    settings.set("encoder_num_layers", config.get("layers"));
    return settings;
  }
}
