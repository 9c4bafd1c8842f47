package org.peftbench.methods.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.peftbench.methods.parts.PromptPeftForm;

/** peft's form; a finished P-tuning adapter is read as a prompt, too, for it holds no more. */
final class PromptTuningPeftForm extends PromptPeftForm {
  private static final Set<String> FREE =
      Set.of(
          "prompt_tuning_init",
          "prompt_tuning_init_text",
          "tokenizer_name_or_path",
          "tokenizer_kwargs",
          "encoder_reparameterization_type",
          "encoder_hidden_size",
          "encoder_num_layers",
          "encoder_dropout");

  PromptTuningPeftForm() {
    super("PROMPT_TUNING", FREE);
  }

  @Override
  public boolean reads(JsonNode given) {
    return super.reads(given) || given.path("peft_type").asText().equals("P_TUNING");
  }
}
