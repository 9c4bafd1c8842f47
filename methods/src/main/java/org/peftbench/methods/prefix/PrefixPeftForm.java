package org.peftbench.methods.prefix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.parts.PromptPeftForm;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** peft's form: keys and values of layer after layer in one row of the table. */
final class PrefixPeftForm extends PromptPeftForm {
  private static final String SHIFT = "shift_positions";

  PrefixPeftForm() {
    super("PREFIX_TUNING", Set.of("prefix_projection", "encoder_hidden_size"));
  }

  @Override
  public ObjectNode export(Outline outline, ObjectNode config) {
    List<String> stacks = attentions(outline).stream().map(Site::stack).distinct().toList();
    if (stacks.size() > 1) {
      throw new UserError(
          "peft has prefixes in one stack of attentions, this adapter has prefixes in %s: its"
              + " logits would differ; use the adapter as it is, with 'peftbench predict'",
          String.join(", ", stacks));
    }
    if (!config.get(SHIFT).asBoolean()) {
      throw new UserError(
          "peft counts positions from behind the prefix, this adapter was trained with"
              + " shift_positions false: its logits would differ; train with shift_positions true"
              + " to export it");
    }
    ObjectNode settings = super.export(outline, config);
    settings.put("token_dim", attentions(outline).get(0).out());
    settings.put("prefix_projection", false);
    return settings;
  }

  @Override
  public Map<String, NDArray> tensors(Ops ops, Backbone backbone, Adaptation adaptation) {
    List<NDArray> columns = new ArrayList<>();
    for (Site site : attentions(backbone)) {
      Taps.KeyValue prefix = adaptation.taps().prefix(ops, site, 1);
      if (prefix == null) {
        throw new IllegalStateException("every attention has a prefix");
      }
      columns.add(rows(ops, prefix.key(), site.out()));
      columns.add(rows(ops, prefix.value(), site.out()));
    }
    return Map.of(TABLE, ops.detach(ops.concat(1, columns.toArray(NDArray[]::new))));
  }

  /** [1, heads, tokens, head width] to [tokens, width]. */
  private static NDArray rows(Ops ops, NDArray split, int width) {
    return ops.reshape(ops.transpose(split, 0, 2, 1, 3), -1, width);
  }

  @Override
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    ObjectNode config = super.read(outline, given, shapes);
    config.put(SHIFT, true);
    return config;
  }

  private static List<Site> attentions(Outline outline) {
    return outline.sites().stream().filter(site -> site.role() == Role.ATTENTION).toList();
  }
}
