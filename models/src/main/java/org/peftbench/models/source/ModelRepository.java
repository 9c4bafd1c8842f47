package org.peftbench.models.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.HubClient;
import org.peftbench.results.base.hub.HubSettings;
import org.peftbench.results.base.hub.ProgressLines;

/** Finds checkpoints by what users call them and has their files ready. */
public final class ModelRepository {
  private static final String MAVEN = "maven:";
  private static final String DIRECTORY = "dir:";
  private static final String HUB = "hub:";
  private static final String DATA_FILE = ".yaml";

  private final ModelCache cache;
  private final MavenArtifacts artifacts;
  private final Supplier<HubSettings> hub;
  private final Consumer<String> progress;

  /**
   * A repository that keeps its conversions below a folder.
   *
   * @param home see {@link Home}; need not exist yet
   * @param offline true to download nothing; false leaves it to the settings of Maven and the hub
   * @param progress told, line by line, of what takes long
   */
  public ModelRepository(Path home, boolean offline, Consumer<String> progress) {
    this(home, offline, progress, () -> hubSettings(offline));
  }

  ModelRepository(
      Path home, boolean offline, Consumer<String> progress, Supplier<HubSettings> hub) {
    this.cache = new ModelCache(home.resolve("models"), progress);
    this.artifacts = new MavenArtifacts(offline, progress);
    this.hub = hub;
    this.progress = progress;
  }

  private static HubSettings hubSettings(boolean offline) {
    HubSettings own = HubSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
    return new HubSettings(own.endpoint(), own.token(), own.cache(), offline || own.offline());
  }

  /** The checkpoints that come with peftbench; the first is the default. */
  public static List<Checkpoint> known() {
    return Checkpoints.KNOWN;
  }

  /**
   * The files of a checkpoint, downloaded and converted if need be.
   *
   * @param id the name or the Maven coordinates ({@code maven:GROUP:ARTIFACT:VERSION}) of a known
   *     checkpoint, the data file ({@code FILE.yaml}) of another one, a folder in Hugging Face form
   *     ({@code dir:PATH}, or a path to it), or a model of its hub ({@code hub:OWNER/NAME}, with
   *     {@code @REVISION} if it is to stay the same everywhere)
   * @throws UserError if there is none, or it can't be fetched, or breaks its format
   */
  public ModelFiles fetch(String id) {
    if (id.startsWith(DIRECTORY)) {
      return ModelDirectory.open(id, path(id.substring(DIRECTORY.length())));
    }
    if (id.startsWith(HUB)) {
      return new HubModels(new HubClient(hub.get()), new ProgressLines(progress))
          .fetch(id, id.substring(HUB.length()));
    }
    Optional<Checkpoint> known =
        known().stream()
            .filter(c -> c.name().equals(id) || (MAVEN + c.artifact()).equals(id))
            .findFirst();
    if (known.isPresent()) {
      return fetch(id, known.get());
    }
    if (id.endsWith(DATA_FILE)) {
      return fetch(id, dataFile(path(id)));
    }
    if (Files.isDirectory(path(id))) {
      return ModelDirectory.open(id, path(id));
    }
    throw Names.unknown(
        "model",
        id,
        Stream.concat(
                known().stream().map(Checkpoint::name), Stream.of("dir:PATH", "hub:OWNER/NAME"))
            .toList());
  }

  private ModelFiles fetch(String id, Checkpoint checkpoint) {
    return cache.get(
        id,
        checkpoint,
        folder -> {
          if (checkpoint.format() == Checkpoint.Format.BUNDLED) {
            BundledModel.copy(checkpoint, folder);
            return;
          }
          Path artifact = artifacts.resolve(checkpoint.artifact());
          progress.accept("Converting " + checkpoint.name());
          CheckpointConverter.convert(checkpoint, artifact, folder);
        });
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserError("'%s' is neither a known model nor a path: %s", text, e.getReason())
          .withCause(e);
    }
  }

  private static Checkpoint dataFile(Path file) {
    try {
      return Checkpoints.parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UserError("Can't read the checkpoint's data file %s: %s", file, e).withCause(e);
    }
  }
}
