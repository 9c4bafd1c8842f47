package org.peftbench.models.deberta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.bert.BertConfig;
import org.peftbench.models.blocks.Activation;
import org.peftbench.results.base.UserError;

/**
 * The numbers of a DeBERTa.
 *
 * @param bert those that BERT has too
 * @param placed whether absolute positions have vectors in the embeddings
 * @param relative whether attention knows relative positions
 * @param shared whether positions are projected by the maps of the content
 * @param contentToPosition whether queries look at the key's relative position
 * @param positionToContent whether keys look at the query's relative position
 * @param buckets relative positions have; 0 if each has one of its own
 * @param maxDistance distance from which on all are alike
 * @param normed whether the table of relative positions is normalised
 * @param kernel width of the convolution behind the first layer; 0 if there is none
 * @param convolutionActivation behind the convolution
 * @param pooler activation of the head's dense layer
 */
record DebertaConfig(
    BertConfig bert,
    boolean placed,
    boolean relative,
    boolean shared,
    boolean contentToPosition,
    boolean positionToContent,
    int buckets,
    int maxDistance,
    boolean normed,
    int kernel,
    Activation convolutionActivation,
    Activation pooler) {

  /** Reads config.json. */
  static DebertaConfig of(JsonNode json) {
    ConfigFields config = new ConfigFields(json);
    int hidden = config.positive("hidden_size");
    int heads = config.positive("num_attention_heads");
    config.checkHeads("num_attention_heads", heads, "hidden_size", hidden);
    same(config, "embedding_size", hidden);
    same(config, "attention_head_size", hidden / heads);
    same(config, "pooler_hidden_size", hidden);
    same(config, "conv_groups", 1);
    int positions = config.positive("max_position_embeddings");
    BertConfig bert =
        new BertConfig(
            hidden,
            hidden,
            config.positive("num_hidden_layers"),
            heads,
            config.positive("intermediate_size"),
            config.positive("vocab_size"),
            positions,
            0,
            config.count("type_vocab_size", 0),
            Activation.of(json, "hidden_act", "gelu"),
            config.number("layer_norm_eps", 1e-7));
    Set<String> attention = words(json.path("pos_att_type"));
    boolean relative = config.flag("relative_attention", false);
    return new DebertaConfig(
        bert,
        config.flag("position_biased_input", true),
        relative,
        config.flag("share_att_key", false),
        relative && attention.contains("c2p"),
        relative && attention.contains("p2c"),
        atLeastOne(json, "position_buckets", 0),
        atLeastOne(json, "max_relative_positions", positions),
        relative && words(json.path("norm_rel_ebd")).contains("layer_norm"),
        config.count("conv_kernel_size", 0),
        Activation.of(json, "conv_act", "tanh"),
        Activation.of(json, "pooler_hidden_act", "gelu"));
  }

  private static void same(ConfigFields config, String field, int only) {
    int found = config.positive(field, only);
    if (found != only) {
      throw new UserError("config.json: %s %d is not supported, only %d is", field, found, only);
    }
  }

  /** A number that may be −1 for none. */
  private static int atLeastOne(JsonNode config, String field, int absent) {
    int value = config.path(field).asInt(absent);
    return value < 1 ? absent : value;
  }

  /** A list, or what older files have: {@code c2p|p2c}. */
  private static Set<String> words(JsonNode value) {
    Set<String> words = new HashSet<>();
    if (value.isArray()) {
      value.forEach(each -> words.add(each.asText()));
    } else {
      List<String> parts = Arrays.asList(value.asText().split("\\|", -1));
      parts.forEach(each -> words.add(each.strip()));
    }
    return words;
  }

  /** Half the number of rows of the table of relative positions: those of one direction. */
  int span() {
    return buckets > 0 ? buckets : maxDistance;
  }

  /** Number of terms of a score: content to content, and those with positions. */
  int terms() {
    return 1 + (contentToPosition ? 1 : 0) + (positionToContent ? 1 : 0);
  }

  /** Its heads; those that read one vector have the context pooler, of no checkpoint, first. */
  Map<HeadKind, HeadForm> heads() {
    return heads(pooler);
  }

  /** The heads with that activation behind the context pooler. */
  static Map<HeadKind, HeadForm> heads(Activation pooler) {
    HeadForm pooled = new HeadForm("pooler.dense", pooler, false, "classifier", true);
    return Map.of(
        HeadKind.SEQUENCE, pooled,
        HeadKind.TOKEN, HeadForm.of("classifier"),
        HeadKind.SPAN, HeadForm.of("qa_outputs"),
        HeadKind.CHOICE, pooled,
        HeadKind.MASKED_LM, HeadForm.of("cls.predictions.decoder"));
  }
}
