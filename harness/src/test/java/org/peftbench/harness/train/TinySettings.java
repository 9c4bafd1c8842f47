package org.peftbench.harness.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.peftbench.results.base.Json;

/**
 * Settings under which every method fits {@link Tiny}'s network of width 24, and schedules that
 * have begun at step 2 of 7 and are not through at step 5; methods that are not named have neither,
 * or their defaults fit.
 */
public final class TinySettings {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry(
              "adalora",
              """
              {"init_rank": 4, "target_rank": 2, "warmup": 1, "interval": 2, "cooldown": 1}"""),
          Map.entry("deltalora", "{\"start\": 2}"),
          Map.entry("galore", "{\"refresh_every\": 2}"),
          Map.entry(
              "increlora",
              """
              {"warmup": 1, "interval": 1, "top": 3, "beta1": 0.5, "beta2": 0.5}"""),
          Map.entry("lora-dash", "{\"pre_launch\": 3, \"directions\": 3}"),
          Map.entry("loraprune", "{\"interval\": 2, \"cooldown\": 0.2}"),
          Map.entry("relora", "{\"rank\": 4, \"restart_every\": 2}"),
          Map.entry("compacter", "{\"reduction\": 2}"),
          Map.entry("fourierft", "{\"coefficients\": 100}"),
          Map.entry("kernel-mix-lora", "{\"rank\": 4, \"head_rank\": 2}"),
          Map.entry("loftq", "{\"rank\": 4}"),
          Map.entry("oft", "{\"block_size\": 8}"),
          Map.entry("propetl-lora", "{\"rank\": 4}"),
          Map.entry("qa-lora", "{\"rank\": 4, \"group_size\": 8}"),
          Map.entry("qlora", "{\"rank\": 4}"),
          Map.entry("reslora", "{\"rank\": 4}"));

  private TinySettings() {}

  /** What differs from a method's defaults. */
  public static ObjectNode of(String method) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(SETTINGS.getOrDefault(method, "{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
