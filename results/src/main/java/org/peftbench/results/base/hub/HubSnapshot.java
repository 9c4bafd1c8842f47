package org.peftbench.results.base.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A repository at one commit.
 *
 * @param commit git's, 40 hexadecimal digits
 * @param files all there are, by path
 */
public record HubSnapshot(HubRepository repository, String commit, List<HubFile> files) {
  public HubSnapshot {
    files = List.copyOf(files);
    if (!isCommit(commit)) {
      throw new UserError("the hub gave '%s' for a commit of %s", commit, repository);
    }
  }

  /** The file of that path, if there is one. */
  public Optional<HubFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  static boolean isCommit(String revision) {
    return revision.matches("[0-9a-f]{40}");
  }

  /**
   * Reads the hub's description of a revision.
   *
   * @throws UserError if it isn't one
   */
  static HubSnapshot parse(HubRepository repository, byte[] json) {
    try {
      JsonNode description = Json.MAPPER.readTree(json);
      return new HubSnapshot(
          repository,
          description.path("sha").asText(),
          description.path("siblings").valueStream().map(HubSnapshot::file).toList());
    } catch (JsonProcessingException e) {
      throw new UserError("the hub's description of %s is no JSON", repository).withCause(e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static HubFile file(JsonNode sibling) {
    JsonNode large = sibling.path("lfs");
    return new HubFile(
        sibling.path("rfilename").asText(),
        sibling.path("size").asLong(-1),
        new BlobDigest(
            large.isObject() ? large.path("sha256").asText() : sibling.path("blobId").asText()));
  }
}
