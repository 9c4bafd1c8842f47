package org.peftbench.models.decoder;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelFiles;

/** Opens decoders of one form. */
abstract class DecoderArchitecture implements Architecture {
  private final String modelType;
  private final Map<HeadKind, HeadForm> heads = new EnumMap<>(HeadKind.class);

  /**
   * An architecture with the heads that transformers has for it.
   *
   * @param tokens name of the map that classifies tokens; null if there is none
   * @param spans whether it finds spans
   * @param vocabulary name of the map to the vocabulary
   */
  DecoderArchitecture(String modelType, @Nullable String tokens, boolean spans, String vocabulary) {
    this.modelType = modelType;
    heads.put(HeadKind.SEQUENCE, new HeadForm(null, Activation.TANH, false, "score", false));
    if (tokens != null) {
      heads.put(HeadKind.TOKEN, HeadForm.of(tokens));
    }
    if (spans) {
      heads.put(HeadKind.SPAN, HeadForm.of("qa_outputs"));
    }
    heads.put(HeadKind.CAUSAL_LM, HeadForm.of(vocabulary));
  }

  @Override
  public final Set<String> modelTypes() {
    return Set.of(modelType);
  }

  @Override
  public final Map<HeadKind, HeadForm> heads() {
    return Collections.unmodifiableMap(heads);
  }

  /**
   * What config.json says of the form.
   *
   * @param outline its places and sizes
   * @throws org.peftbench.results.base.UserError if it says what is not supported
   */
  abstract Form form(ConfigFields config, Outline outline);

  @Override
  public Backbone open(ModelFiles files, JsonNode config, Compute compute) throws IOException {
    return open(files, config, compute, false, Decoder::new);
  }

  @Override
  public LanguageModel openLanguageModel(ModelFiles files, JsonNode config, Compute compute)
      throws IOException {
    return open(files, config, compute, true, DecoderLanguageModel::new);
  }

  /** Makes a network over weights. */
  @FunctionalInterface
  private interface Maker<T> {
    T make(Outline outline, Form form, FrozenParameters weights, Map<HeadKind, HeadForm> heads);
  }

  private <T> T open(
      ModelFiles files, JsonNode config, Compute compute, boolean headed, Maker<T> maker)
      throws IOException {
    Outline outline = Outlines.of((ObjectNode) config);
    Settings.headWidth(outline); // every form has heads
    Form form = form(new ConfigFields(config), outline);
    FrozenParameters weights = new FrozenParameters(files.weights(), compute, form.prefix());
    try {
      Map<String, Shape> shapes = StoredShapes.of(outline, form.storage());
      if (headed) {
        shapes.putAll(StoredShapes.ofHead(outline, form.head()));
      }
      weights.check(shapes);
      return maker.make(outline, form, weights, heads());
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }
}
