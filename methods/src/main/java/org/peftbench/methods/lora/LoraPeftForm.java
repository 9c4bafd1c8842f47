package org.peftbench.methods.lora;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** peft's form of LoRA and of its variants, which differ by a switch or not at all. */
public class LoraPeftForm extends SitePeftForm {
  private static final Set<String> STARTS =
      Set.of("true", "false", "gaussian", "orthogonal", "eva");
  private static final String START = "init_lora_weights";
  private static final String PATTERN = "rank_pattern";

  private final boolean read;

  /**
   * A form.
   *
   * @param read whether adapters of this form are read as the method that has it
   * @param switches that are on
   */
  public LoraPeftForm(boolean read, String... switches) {
    super(settings(switches));
    this.read = read;
  }

  private static PeftSettings settings(String... switches) {
    Map<String, Object> fixed = new HashMap<>();
    fixed.put("use_rslora", false);
    fixed.put("use_dora", false);
    for (String on : switches) {
      fixed.put(on, true);
    }
    return new PeftSettings(
        "LORA",
        Map.of("rank", "r", "alpha", "lora_alpha", "dropout", "lora_dropout"),
        fixed,
        Set.of(START, PATTERN, "megatron_core", "qalora_group_size", "eva_config", "corda_config"));
  }

  @Override
  public boolean reads(JsonNode given) {
    return read && super.reads(given);
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    ObjectNode settings = super.export(outline, config);
    settings.put(START, true);
    ObjectNode pattern = settings.putObject(PATTERN);
    JsonNode ranks = config.path(PATTERN);
    for (Site site : sites(outline, config)) {
      JsonNode rank = ranks.path(site.module());
      rank = rank.isMissingNode() ? ranks.path(site.role().toString()) : rank;
      if (!rank.isMissingNode()) {
        pattern.set(site.module(), rank);
      }
    }
    return settings;
  }

  @Override
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    if (!STARTS.contains(given.path(START).asText("true"))) {
      throw new UserError(
          "the adapter starts from %s, which changed the frozen weights: save it in Python with"
              + " path_initial_model_for_weight_conversion, which makes it plain LoRA",
          given.path(START));
    }
    ObjectNode config = super.read(outline, given, shapes);
    ObjectNode pattern = Json.MAPPER.createObjectNode();
    long rank = given.path("r").asLong();
    for (Site site : outline.sites()) {
      Shape a = shapes.get(LoraModule.nameA(site));
      if (a != null && a.get(0) != rank) {
        pattern.put(site.module(), a.get(0));
      }
    }
    config.set(PATTERN, pattern);
    return config;
  }
}
