package org.peftbench.methods.vera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.models.Outline;

/** peft's form: the shared matrices stand outside the network, and have to be in the file. */
final class VeraPeftForm extends SitePeftForm {
  VeraPeftForm() {
    super(
        new PeftSettings(
            "VERA",
            Map.of("rank", "r", "d_initial", "d_initial", "dropout", "vera_dropout"),
            Map.of("save_projection", true),
            Set.of("projection_prng_key")));
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    settings.put("projection_prng_key", 0);
    return settings;
  }

  @Override
  public String fileName(String name, String networkRoot) {
    return Vera.SHARED.contains(name) ? "base_model." + name : super.fileName(name, networkRoot);
  }
}
