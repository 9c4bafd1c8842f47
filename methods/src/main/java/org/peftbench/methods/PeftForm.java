package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.ops.Ops;

/**
 * How Hugging Face peft keeps one method's adapters: settings in {@code adapter_config.json},
 * tensors by name in {@code adapter_model.safetensors}.
 *
 * <p>Names here are those inside the network, {@code encoder.layer.0...}; what stands before them
 * in a file depends on what peft wraps and is {@link #root()} followed by the checkpoint's prefix.
 */
public abstract class PeftForm {
  private final PeftSettings settings;

  protected PeftForm(PeftSettings settings) {
    this.settings = settings;
  }

  /** The settings' words. */
  public final PeftSettings settings() {
    return settings;
  }

  /**
   * Whether an adapter with these settings of peft becomes this method's when it is read. Never so
   * where what is written is another method's.
   */
  public boolean reads(JsonNode given) {
    return settings.fit(given);
  }

  /** Whether the adapter wants frozen weights other than the checkpoint's own. */
  public boolean changesBackbone() {
    return false;
  }

  /** What peft puts before all names in a file. */
  public String root() {
    return "base_model.model.";
  }

  /** A tensor's whole name in a file, given what stands before names inside the network. */
  public String fileName(String name, String networkRoot) {
    return networkRoot + name;
  }

  /**
   * peft's settings of a complete configuration.
   *
   * @throws org.peftbench.results.base.UserError if peft computes otherwise than this configuration
   *     says
   */
  public ObjectNode export(Outline outline, ObjectNode config) {
    return settings.of(config);
  }

  /** The adapter's tensors as peft keeps them, in the scope of {@code ops}. */
  public Map<String, NDArray> tensors(Ops ops, Backbone backbone, Adaptation adaptation) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    adaptation.trainables().forEach(t -> tensors.put(t.name(), ops.detach(t.array())));
    adaptation.buffers().forEach((name, array) -> tensors.put(name, ops.detach(array)));
    return tensors;
  }

  /**
   * Our settings of an adapter that peft saved; what is left out stands at the method's default.
   *
   * @param given peft's settings
   * @param shapes of the adapter's tensors, the head's left out
   * @throws org.peftbench.results.base.UserError if there is no counterpart here
   */
  public ObjectNode read(Outline outline, JsonNode given, SortedMap<String, Shape> shapes) {
    return settings.read(given);
  }

  /**
   * Values for trainables and buffers by their names, from an adapter's tensors; buffers that peft
   * does not keep may be missing and stay as attached.
   */
  public Map<String, NDArray> values(Ops ops, Map<String, NDArray> tensors, Adaptation adaptation) {
    return tensors;
  }
}
