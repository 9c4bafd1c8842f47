package org.peftbench.results.base.hub;

import org.peftbench.results.base.UserError;

/**
 * A repository of the hub.
 *
 * @param kind what it holds
 * @param id {@code owner/name}; a few old ones have no owner
 */
public record HubRepository(Kind kind, String id) {
  /** What a repository holds. */
  public enum Kind {
    MODEL("models", ""),
    DATASET("datasets", "datasets/");

    private final String plural;
    private final String prefix;

    Kind(String plural, String prefix) {
      this.plural = plural;
      this.prefix = prefix;
    }
  }

  public HubRepository {
    if (!id.matches("([A-Za-z0-9][\\w.-]{0,95}/)?[A-Za-z0-9][\\w.-]{0,95}") || id.contains("..")) {
      throw new UserError("a repository of the hub must be owner/name, got '%s'", id);
    }
  }

  /** The folder's name in the cache, as {@code huggingface_hub} has it. */
  String folder() {
    return kind.plural + "--" + id.replace("/", "--");
  }

  /** The path of its description at one revision. */
  String description(String revision) {
    return "/api/"
        + kind.plural
        + "/"
        + id
        + "/revision/"
        + Addresses.escape(revision)
        + "?blobs=true";
  }

  /** The path of a file's bytes. */
  String file(String commit, String path) {
    return "/" + kind.prefix + id + "/resolve/" + commit + "/" + Addresses.escapePath(path);
  }

  @Override
  public String toString() {
    return (kind == Kind.DATASET ? "data set " : "model ") + id;
  }
}
