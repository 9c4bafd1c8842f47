package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftSettings;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * peft's form of virtual tokens: one table [tokens, width] of finished vectors, whatever network
 * made them in training.
 */
public class PromptPeftForm extends PeftForm {
  /** peft's name of the table. */
  protected static final String TABLE = "prompt_embeddings";

  private static final String POOL = "pool_prompt";

  /** What the network's sizes and the table tell. */
  private static final Set<String> FREE =
      Set.of("token_dim", "num_transformer_submodules", "num_attention_heads", "num_layers");

  /**
   * A form.
   *
   * @param free settings that say how the table was made
   */
  public PromptPeftForm(String type, Set<String> free) {
    super(
        new PeftSettings(
            type, Map.of("virtual_tokens", "num_virtual_tokens"), Map.of(), union(FREE, free)));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** peft leaves the network unwrapped when it puts something before its input. */
  @Override
  public String root() {
    return "base_model.";
  }

  @Override
  public String fileName(String name, String networkRoot) {
    return name;
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    if (!config.path(POOL).asBoolean(true)) {
      throw new UserError(
          "peft pools a prompt with the text, this adapter was trained with pool_prompt false:"
              + " its logits would differ; train with pool_prompt true to export it");
    }
    ObjectNode settings = super.export(outline, config);
    settings.put("token_dim", VirtualTokens.width(outline));
    settings.put("num_transformer_submodules", 1);
    settings.put("num_attention_heads", outline.keyValueHeads());
    settings.put(
        "num_layers",
        (int) outline.sites().stream().filter(site -> site.role() == Role.ATTENTION).count());
    return settings;
  }

  @Override
  public Map<String, NDArray> tensors(Ops ops, Backbone backbone, Adaptation adaptation) {
    NDArray prompt = adaptation.taps().prompt(ops, 1); // [1, tokens, width]
    if (prompt == null) {
      throw new IllegalStateException("a prompt method has a prompt");
    }
    return Map.of(TABLE, ops.detach(ops.reshape(prompt, -1, VirtualTokens.width(backbone))));
  }

  @Override
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    if (!shapes.keySet().equals(Set.of(TABLE))) {
      throw new UserError(
          "a %s adapter has one tensor, %s, this one has %s",
          settings().type(), TABLE, shapes.keySet());
    }
    ObjectNode config = super.read(outline, given, shapes);
    config.put("virtual_tokens", shapes.get(TABLE).get(0));
    return config;
  }

  @Override
  public Map<String, NDArray> values(Ops ops, Map<String, NDArray> tensors, Adaptation adaptation) {
    NDArray table = tensors.get(TABLE);
    return table == null ? tensors : Map.of(VirtualTokens.TABLE, table);
  }
}
