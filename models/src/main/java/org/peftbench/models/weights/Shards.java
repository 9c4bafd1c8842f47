package org.peftbench.models.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The index of a checkpoint in several safetensors files, {@code model.safetensors.index.json}:
 * which tensor lies in which file beside it.
 */
public final class Shards {
  /** An index of 100,000 tensors has 10 MB; this bounds what a foreign file makes us read. */
  private static final long MAX_INDEX = 64 << 20;

  private final Path index;
  private final Map<String, Path> files = new TreeMap<>();

  private Shards(Path index) {
    this.index = index;
  }

  /**
   * Reads an index.
   *
   * @throws UserError if it breaks its form, names a file elsewhere, or a file is missing
   */
  public static Shards read(Path index) {
    Shards shards = new Shards(index);
    JsonNode map = shards.parse().path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new UserError("%s has no weight_map: download it again", index);
    }
    map.properties().forEach(entry -> shards.add(entry.getKey(), entry.getValue().asText()));
    return shards;
  }

  private JsonNode parse() {
    try {
      if (Files.size(index) > MAX_INDEX) {
        throw new UserError("%s has over %d bytes: that is no index", index, MAX_INDEX);
      }
      return Json.MAPPER.readTree(Files.readAllBytes(index));
    } catch (JsonProcessingException e) {
      throw new UserError("%s is not JSON: download it again", index).withCause(e);
    } catch (IOException e) {
      throw WeightFiles.unreadable(index, e);
    }
  }

  private void add(String tensor, String name) {
    if (!name.matches("\\w[\\w.-]*\\.safetensors")) {
      throw new UserError(
          "%s puts tensor %s into '%s': that is no safetensors file beside it",
          index, tensor, name);
    }
    Path file = index.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s puts tensor %s into %s, which is not there: download it", index, tensor, name);
    }
    files.put(tensor, file);
  }

  /** Every file, sorted. */
  public SortedSet<Path> files() {
    return new TreeSet<>(files.values());
  }

  /** The file of each tensor. */
  Map<String, Path> tensors() {
    return files;
  }

  /** The index itself. */
  Path index() {
    return index;
  }
}
