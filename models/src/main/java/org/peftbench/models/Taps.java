package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.ops.Ops;

/**
 * What a method hangs on a backbone's sites, site by site; immutable.
 *
 * <p>A backbone asks at each of its sites. Where nothing hangs it computes what the checkpoint
 * says, so {@link #NONE} is the unchanged model.
 */
public final class Taps {
  /** The unchanged model. */
  public static final Taps NONE = new Builder().build();

  private final Map<String, NDArray> parameters;
  private final Map<Site, LinearTap> linears;
  private final Map<Site, OutputTap> outputs;
  private final Map<Site, SublayerTap> sublayers;
  private final Map<Site, PrefixTap> prefixes;
  private final @Nullable PromptTap prompt;
  private final boolean promptPooled;
  private final int firstPosition;

  private Taps(Builder builder) {
    parameters = Map.copyOf(builder.parameters);
    linears = Map.copyOf(builder.linears);
    outputs = Map.copyOf(builder.outputs);
    sublayers = Map.copyOf(builder.sublayers);
    prefixes = Map.copyOf(builder.prefixes);
    prompt = builder.prompt;
    promptPooled = builder.promptPooled;
    firstPosition = builder.firstPosition;
  }

  /** Takes the place of a linear map: x [..., in] to [..., out]. */
  @FunctionalInterface
  public interface LinearTap {
    NDArray apply(Ops ops, NDArray x, Linear base);
  }

  /**
   * Changes what an embedding or a normalisation gives, or what the activation behind a linear map
   * makes of it: [..., out] to [..., out].
   */
  @FunctionalInterface
  public interface OutputTap {
    NDArray apply(Ops ops, NDArray y);
  }

  /**
   * Changes a sub-layer's result before its residual is added: all [..., hidden].
   *
   * <p>{@code x} is what entered the sub-layer, {@code y} its result, {@code rest} what the
   * backbone will do with the result: add the residual and, where a norm stands behind it,
   * normalise.
   */
  @FunctionalInterface
  public interface SublayerTap {
    NDArray apply(Ops ops, NDArray x, NDArray y, UnaryOperator<NDArray> rest);
  }

  /**
   * Gives keys and values to stand before an attention's own, each [batch, heads, length, head
   * width].
   */
  @FunctionalInterface
  public interface PrefixTap {
    KeyValue prefix(Ops ops, int batch);
  }

  /** Keys and values, each [batch, heads, length, head width]. */
  public record KeyValue(NDArray key, NDArray value) {}

  /** Gives vectors to stand before a sequence: [batch, length, hidden]. */
  @FunctionalInterface
  public interface PromptTap {
    NDArray prompt(Ops ops, int batch);
  }

  /** The linear map's result, tapped or not. */
  public NDArray linear(Ops ops, NDArray x, Linear base) {
    LinearTap tap = linears.get(base.site());
    return tap == null ? base.forward(ops, x) : tap.apply(ops, x, base);
  }

  /** The result of an embedding, a normalisation or an activation, changed or not. */
  public NDArray output(Ops ops, Site site, NDArray y) {
    OutputTap tap = outputs.get(site);
    return tap == null ? y : tap.apply(ops, y);
  }

  /** What a sub-layer hands on: {@code rest} of its result, changed or not. */
  public NDArray sublayer(Ops ops, Site site, NDArray x, NDArray y, UnaryOperator<NDArray> rest) {
    SublayerTap tap = sublayers.get(site);
    return rest.apply(tap == null ? y : tap.apply(ops, x, y, rest));
  }

  /** What stands before an attention's keys and values, or null. */
  public @Nullable KeyValue prefix(Ops ops, Site site, int batch) {
    PrefixTap tap = prefixes.get(site);
    return tap == null ? null : tap.prefix(ops, batch);
  }

  /** What stands before the sequence, or null. */
  public @Nullable NDArray prompt(Ops ops, int batch) {
    return prompt == null ? null : prompt.prompt(ops, batch);
  }

  /** Whether pooling sees the prompt's positions too, and so takes its first for the sequence's. */
  public boolean isPromptPooled() {
    return promptPooled;
  }

  /** Position id of the first vector that enters the stack: 0 unless a prefix moves it. */
  public int firstPosition() {
    return firstPosition;
  }

  /**
   * The parameter to compute with: a trained one in place of the frozen one, or the frozen one
   * itself.
   */
  public NDArray parameter(String name, NDArray frozen) {
    return parameters.getOrDefault(name, frozen);
  }

  /**
   * Modules on whose sites something hangs, and names of replaced parameters, in order; for
   * display.
   */
  public Set<String> places() {
    Set<String> places = new TreeSet<>(parameters.keySet());
    linears.keySet().forEach(site -> places.add(site.module()));
    outputs.keySet().forEach(site -> places.add(site.module()));
    sublayers.keySet().forEach(site -> places.add(site.module()));
    prefixes.keySet().forEach(site -> places.add(site.module()));
    if (prompt != null) {
      places.add(Role.STACK_INPUT.toString());
    }
    return places;
  }

  /**
   * How many layers at the bottom of a network's stack compute what the checkpoint says, whatever
   * hangs above them: what enters the next layer never changes while the network is trained.
   */
  public int untouchedLayers(Outline outline) {
    List<Site> sites = outline.sites();
    int layers = sites.stream().mapToInt(site -> site.layer() + 1).max().orElse(0);
    Set<String> elsewhere = new HashSet<>(parameters.keySet());
    int untouched = prompt == null ? layers : 0;
    int reached = 0; // layers that begin before a place outside the layers
    for (Site site : sites) {
      elsewhere.remove(site.weight());
      elsewhere.remove(site.bias());
      reached = site.layer() >= 0 ? layers : reached;
      if (hangsOn(site)) {
        untouched = Math.min(untouched, site.layer() >= 0 ? site.layer() : reached);
      }
    }
    return elsewhere.isEmpty() ? untouched : 0; // a parameter of no site may stand anywhere
  }

  private boolean hangsOn(Site site) {
    return parameters.containsKey(site.weight())
        || parameters.containsKey(site.bias())
        || Stream.of(linears, outputs, sublayers, prefixes)
            .anyMatch(taps -> taps.containsKey(site));
  }

  /** A new, empty set of taps. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects taps; one of a kind a site. */
  public static final class Builder {
    private final Map<String, NDArray> parameters = new HashMap<>();
    private final Map<Site, LinearTap> linears = new HashMap<>();
    private final Map<Site, OutputTap> outputs = new HashMap<>();
    private final Map<Site, SublayerTap> sublayers = new HashMap<>();
    private final Map<Site, PrefixTap> prefixes = new HashMap<>();
    private @Nullable PromptTap prompt;
    private boolean promptPooled;
    private int firstPosition;

    private Builder() {}

    /** Replaces a parameter of the checkpoint. */
    public Builder parameter(String name, NDArray trained) {
      once(parameters.put(name, trained), name);
      return this;
    }

    public Builder linear(Site site, LinearTap tap) {
      once(linears.put(site, tap), site);
      return this;
    }

    public Builder output(Site site, OutputTap tap) {
      once(outputs.put(site, tap), site);
      return this;
    }

    public Builder sublayer(Site site, SublayerTap tap) {
      once(sublayers.put(site, tap), site);
      return this;
    }

    public Builder prefix(Site site, PrefixTap tap) {
      once(prefixes.put(site, tap), site);
      return this;
    }

    /** Puts a prompt before the sequence; {@code pooled}: pooling sees it. */
    public Builder prompt(PromptTap tap, boolean pooled) {
      once(prompt, "the stack's input");
      prompt = tap;
      promptPooled = pooled;
      return this;
    }

    /** Makes position ids count from here, as if so many positions stood before the sequence. */
    public Builder firstPosition(int position) {
      firstPosition = position;
      return this;
    }

    private static void once(@Nullable Object previous, Object place) {
      if (previous != null) {
        throw new IllegalStateException("two taps of one kind on " + place);
      }
    }

    public Taps build() {
      return new Taps(this);
    }
  }
}
