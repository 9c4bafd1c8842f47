package org.peftbench.models.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.HubClient;
import org.peftbench.results.base.hub.HubFile;
import org.peftbench.results.base.hub.HubProgress;
import org.peftbench.results.base.hub.HubRepository;
import org.peftbench.results.base.hub.HubSnapshot;

/** Models of the Hugging Face hub, of which only the files that are read are fetched. */
final class HubModels {
  private static final String SHARDS = "model.safetensors.index.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String DEFAULT_REVISION = "main";

  private final HubClient client;
  private final HubProgress progress;

  HubModels(HubClient client, HubProgress progress) {
    this.client = client;
    this.progress = progress;
  }

  /**
   * The files of a model; a branch stays where it was when it was first asked for.
   *
   * @param id what the user called it
   * @param name {@code owner/name} or {@code owner/name@revision}
   * @throws UserError if there is no such model, or it has no safetensors
   */
  ModelFiles fetch(String id, String name) {
    int at = name.indexOf('@');
    HubRepository repository =
        new HubRepository(HubRepository.Kind.MODEL, at < 0 ? name : name.substring(0, at));
    HubSnapshot snapshot =
        client.known(repository, at < 0 ? DEFAULT_REVISION : name.substring(at + 1));
    // What is small and may be missing first, and what takes long last.
    fetch(snapshot, required(snapshot, ModelFiles.CONFIG));
    Optional<HubFile> tokenizer = snapshot.file(ModelFiles.TOKENIZER);
    fetch(
        snapshot,
        tokenizer.isPresent() ? tokenizer.get() : required(snapshot, ModelFiles.VOCABULARY));
    snapshot.file(TOKENIZER_CONFIG).ifPresent(file -> fetch(snapshot, file));
    for (HubFile weights : weights(snapshot)) {
      fetch(snapshot, weights);
    }
    return ModelDirectory.open(id, client.folder(snapshot));
  }

  private List<HubFile> weights(HubSnapshot snapshot) {
    Optional<HubFile> whole = snapshot.file(ModelFiles.WEIGHTS);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    Optional<HubFile> index = snapshot.file(SHARDS);
    if (index.isPresent()) {
      return shards(fetch(snapshot, index.get())).stream()
          .map(shard -> required(snapshot, shard))
          .toList();
    }
    snapshot.files().stream()
        .filter(file -> ModelDirectory.isPickle(Path.of(file.path())))
        .findFirst()
        .ifPresent(
            file -> {
              throw new UserError(
                  "%s has its weights in %s, which is pickled, and a pickle can run code when it is"
                      + " loaded. Save it as safetensors, in Python: AutoModel.from_pretrained('%s')"
                      + ".save_pretrained(folder, safe_serialization=True), and name that folder"
                      + " dir:FOLDER.",
                  snapshot.repository(), file.path(), snapshot.repository().id());
            });
    return List.of(required(snapshot, ModelFiles.WEIGHTS));
  }

  private static List<String> shards(Path index) {
    try {
      JsonNode map = Json.MAPPER.readTree(Files.readAllBytes(index)).path("weight_map");
      return map.valueStream().map(JsonNode::asText).distinct().sorted().toList();
    } catch (JsonProcessingException e) {
      throw new UserError("%s is no JSON: %s", index, e.getOriginalMessage()).withCause(e);
    } catch (IOException e) {
      throw new UserError("Can't read %s: %s", index, e.getMessage()).withCause(e);
    }
  }

  private static HubFile required(HubSnapshot snapshot, String path) {
    return snapshot
        .file(path)
        .orElseThrow(
            () ->
                new UserError(
                    "%s at %s lacks %s. A model must have config.json, tokenizer.json or vocab.txt,"
                        + " and model.safetensors, whole or in shards with their index.",
                    snapshot.repository(), snapshot.commit(), path));
  }

  private Path fetch(HubSnapshot snapshot, HubFile file) {
    return client.fetch(snapshot, file, progress);
  }
}
