package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.peftbench.results.base.UserError;

/** Fetches files of the hub, each once. */
public final class HubClient {
  /** No description of a repository is larger. */
  private static final int LARGEST_DESCRIPTION = 64 << 20;

  /** A file's lock belongs to the whole process, so threads need one of their own. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final HubSettings settings;
  private final HubConnection connection;
  private final Patience.Sleeper sleeper;

  /** A client of one endpoint and one cache. */
  public HubClient(HubSettings settings) {
    this(settings, time -> Thread.sleep(time.toMillis()));
  }

  HubClient(HubSettings settings, Patience.Sleeper sleeper) {
    this(settings, sleeper, HubConnection.SILENCE);
  }

  HubClient(HubSettings settings, Patience.Sleeper sleeper, Duration silence) {
    this.settings = settings;
    this.connection = new HubConnection(settings, silence);
    this.sleeper = sleeper;
  }

  /**
   * A revision as the cache knows it, else as the hub does. A branch once asked for stays where it
   * was.
   *
   * @param revision a commit, branch or tag
   * @throws UserError if there is none, or the hub does not show it or can't be reached
   */
  public HubSnapshot known(HubRepository repository, String revision) {
    try {
      Optional<HubSnapshot> kept = new HubCache(settings.cache(), repository).snapshot(revision);
      return kept.isPresent() ? kept.get() : latest(repository, revision);
    } catch (IOException e) {
      throw unreachable(repository, e);
    }
  }

  /**
   * A revision as the hub has it now; a commit never changes, so one that is known is not asked
   * for. Offline, as the cache knows it.
   *
   * @throws UserError if there is none, or the hub does not show it or can't be reached
   */
  public HubSnapshot latest(HubRepository repository, String revision) {
    HubCache cache = new HubCache(settings.cache(), repository);
    try {
      if (settings.offline() || HubSnapshot.isCommit(revision)) {
        Optional<HubSnapshot> kept = cache.snapshot(revision);
        if (kept.isPresent()) {
          return kept.get();
        }
      }
      checkOnline(repository + " at " + revision);
      byte[] description = description(repository, revision);
      HubSnapshot snapshot = HubSnapshot.parse(repository, description);
      cache.keep(revision, snapshot, description);
      return snapshot;
    } catch (IOException e) {
      throw unreachable(repository, e);
    }
  }

  /**
   * The place of a file, downloaded unless it is there.
   *
   * @return its name in the snapshot's folder
   * @throws UserError if it can't be had
   */
  public Path fetch(HubSnapshot snapshot, HubFile file, HubProgress progress) {
    HubCache cache = new HubCache(settings.cache(), snapshot.repository());
    Path blob = cache.blob(file);
    IN_PROCESS.lock();
    try {
      if (!isThere(blob, file)) {
        checkOnline(file.path() + " of " + snapshot.repository());
        Files.createDirectories(blob.getParent());
        try (FileChannel lock =
            FileChannel.open(
                blob.resolveSibling("." + blob.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
          lock.lock(); // until the channel is closed
          if (!isThere(blob, file)) {
            download(snapshot, file, cache.incomplete(file), blob, progress);
          }
        }
      }
      return cache.link(snapshot, file);
    } catch (IOException e) {
      throw unreachable(snapshot.repository(), e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  /** The folder in which {@link #fetch} puts a snapshot's files under their names. */
  public Path folder(HubSnapshot snapshot) {
    return new HubCache(settings.cache(), snapshot.repository()).folder(snapshot);
  }

  private void download(
      HubSnapshot snapshot, HubFile file, Path part, Path blob, HubProgress progress)
      throws IOException {
    String address = snapshot.repository().file(snapshot.commit(), file.path());
    new Download(connection, new Patience(sleeper), file, address, part, progress).into(blob);
  }

  private byte[] description(HubRepository repository, String revision) throws IOException {
    Patience patience = new Patience(sleeper);
    while (true) {
      try {
        HttpResponse<InputStream> response = connection.get(repository.description(revision), 0);
        try (InputStream body = response.body()) {
          if (response.statusCode() != 200) {
            throw Refusals.of(repository + " at " + revision, response);
          }
          byte[] bytes = body.readNBytes(LARGEST_DESCRIPTION + 1);
          if (bytes.length > LARGEST_DESCRIPTION) {
            throw new UserError("the hub's description of %s is larger than 64 MB", repository);
          }
          return bytes;
        }
      } catch (HubConnection.NotNow e) {
        patience.await(e, e.wish());
      } catch (IOException e) {
        patience.await(e, Duration.ZERO);
      }
    }
  }

  private static boolean isThere(Path blob, HubFile file) throws IOException {
    return Files.isRegularFile(blob) && Files.size(blob) == file.size();
  }

  private void checkOnline(String what) {
    if (settings.offline()) {
      throw new UserError(
          "%s is not in %s, and HF_HUB_OFFLINE forbids to fetch it", what, settings.cache());
    }
  }

  private UserError unreachable(HubRepository repository, IOException e) {
    if (e instanceof FileSystemException trouble) {
      return new UserError(
              "Can't keep %s in %s: %s. Make room there, or set HF_HOME to another folder.",
              repository, settings.cache(), trouble.getMessage())
          .withCause(e);
    }
    return new UserError(
            "Can't fetch %s from %s: %s. What came so far is kept; try again, set HF_ENDPOINT to a"
                + " mirror, or put the files into a local folder.",
            repository,
            settings.endpoint().getHost(),
            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
        .withCause(e);
  }
}
