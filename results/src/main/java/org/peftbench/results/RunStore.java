package org.peftbench.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * One folder a run, named by the spec's hash: {@code record.json}, {@code predictions.jsonl},
 * {@code worker.log} and {@code adapter/}.
 *
 * <p>The record is written last, atomically: a folder without one is a run that did not finish, and
 * is run again.
 *
 * <p>A store can be packed into one file ({@link PackedStore}), and is then read like the folder.
 */
public final class RunStore {
  /** Folder in a run's own, of what a run that was cut short can go on from. */
  public static final String CHECKPOINTS = "checkpoints";

  static final String RECORD = "record.json";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  static final String PREDICTIONS = "predictions.jsonl";

  private static final String LOG = "worker.log";
  private static final long LOG_TAIL = 4096;

  private static final Comparator<RunRecord> ORDER =
      Comparator.comparing((RunRecord record) -> record.spec().task().name())
          .thenComparing(RunRecord::label)
          .thenComparingLong(record -> record.spec().seed())
          .thenComparing(record -> record.spec().id());

  private final Path root;

  private RunStore(Path root) {
    this.root = root;
  }

  /** Opens a store to read it; the folder, or the file it is packed into, must exist. */
  public static RunStore existing(Path root) {
    if (Files.isRegularFile(root)) {
      return new RunStore(PackedStore.open(root));
    }
    if (!Files.isDirectory(root)) {
      throw new UserError(
          "store %s is not a folder: name one that 'peftbench run' has written, with --store",
          root);
    }
    return new RunStore(root);
  }

  /** Opens a store, making its folder where there is none. */
  public static RunStore at(Path root) {
    try {
      Files.createDirectories(root);
    } catch (FileAlreadyExistsException e) {
      throw new UserError("store %s is a file: name a folder with --store", root).withCause(e);
    } catch (IOException e) {
      throw new UserError("store %s can't be made (%s): name another with --store", root, e)
          .withCause(e);
    }
    if (!Files.isWritable(root)) {
      throw new UserError("store %s is not writable: name another with --store", root);
    }
    return new RunStore(root);
  }

  /** The store's folder. */
  public Path root() {
    return root;
  }

  /** Whether nothing can be written into it, since it lies in one file. */
  boolean isPacked() {
    return PackedStore.isInside(root);
  }

  /** As its reader calls it. */
  @Override
  public String toString() {
    return isPacked() ? root.getFileSystem().toString() : root.toString();
  }

  /** The folder of one run; it need not exist yet. */
  public Path folder(String runId) {
    if (!isId(runId)) {
      throw new UserError("run id must be 16 hexadecimal digits, got '%s'", runId);
    }
    return root.resolve(runId);
  }

  /** Whether a folder's name can be a run's. */
  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  /** The record of a run, if it has ended in any way. */
  public Optional<RunRecord> find(String runId) {
    Path file = folder(runId).resolve(RECORD);
    return Files.exists(file) ? Optional.of(RecordFile.read(file)) : Optional.empty();
  }

  /**
   * The record of the run whose id begins so.
   *
   * @throws UserError if there is none, with the nearest, or more than one
   */
  public RunRecord named(String beginning) {
    List<String> ids;
    try (Stream<Path> folders = Files.list(root)) {
      ids =
          folders
              .filter(folder -> Files.isRegularFile(folder.resolve(RECORD)))
              .map(folder -> String.valueOf(folder.getFileName()))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + root, e);
    }
    List<String> matching = ids.stream().filter(id -> id.startsWith(beginning)).toList();
    if (matching.size() == 1) {
      return RecordFile.read(folder(matching.get(0)).resolve(RECORD));
    }
    if (matching.size() > 1) {
      throw new UserError(
          "%d runs in %s begin with '%s': give more of the id", matching.size(), this, beginning);
    }
    Optional<String> near = Names.nearest(beginning, ids);
    throw new UserError(
        "Unknown run '%s'.%s %s has %d runs, each a folder of its id",
        beginning, near.map(id -> " Did you mean " + id + "?").orElse(""), this, ids.size());
  }

  /**
   * The same as {@link #find}, but a damaged record counts as none.
   *
   * @throws UserError if it is of a newer version
   */
  public Optional<RunRecord> findWhole(String runId) {
    Path file = folder(runId).resolve(RECORD);
    return Files.exists(file) ? RecordFile.readWhole(file) : Optional.empty();
  }

  /**
   * All records, ordered by task, label, seed and id.
   *
   * @throws UserError if one of them can't be read
   */
  public List<RunRecord> all() {
    return recordFiles().parallelStream().map(RecordFile::read).sorted(ORDER).toList();
  }

  /**
   * What a store holds.
   *
   * @param records those that can be read, ordered by task, label, seed and id
   * @param unreadable the other runs by id, with the reason
   */
  public record Holdings(List<RunRecord> records, Map<String, String> unreadable) {
    public Holdings {
      records = List.copyOf(records);
      unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    }
  }

  /** All records that can be read, and why the others can't. */
  public Holdings holdings() {
    Map<String, String> unreadable = new ConcurrentHashMap<>();
    List<RunRecord> records =
        recordFiles().parallelStream()
            .flatMap(
                file -> {
                  try {
                    return Stream.of(RecordFile.read(file));
                  } catch (UserError e) {
                    unreadable.put(
                        file.getParent().getFileName().toString(),
                        Objects.requireNonNull(e.getMessage()));
                    return Stream.empty();
                  }
                })
            .sorted(ORDER)
            .toList();
    return new Holdings(records, unreadable);
  }

  private List<Path> recordFiles() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> folder.resolve(RECORD)).filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + root, e);
    }
  }

  /** Keeps a run: its predictions first, its record last. */
  public void save(RunRecord record, List<Prediction> predictions) throws IOException {
    Path folder = folder(record.spec().id());
    if (predictions.isEmpty() != (record.predictionsDigest() == null)) {
      throw new IllegalArgumentException("a record carries the digest of its predictions");
    }
    if (!predictions.isEmpty()) {
      AtomicFile.write(folder.resolve(PREDICTIONS), PredictionFile.text(predictions));
    }
    AtomicFile.write(folder.resolve(RECORD), Json.pretty(record));
  }

  /**
   * Removes all that there is of a run. The record goes first: a folder half deleted is then a run
   * that has to be made.
   */
  public void delete(String runId) throws IOException {
    Path folder = folder(runId);
    Files.deleteIfExists(folder.resolve(RECORD));
    Folders.delete(folder);
  }

  /** Ids of runs that have left something, but no record: cut short, or under way. */
  public List<String> unfinished() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> !Files.exists(folder.resolve(RECORD)))
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(RunStore::isId)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + root, e);
    }
  }

  /** Removes what there is of a run but for what it can go on from. */
  public void clear(String runId) throws IOException {
    Path folder = folder(runId);
    Path checkpoints = folder.resolve(CHECKPOINTS);
    if (!Files.isDirectory(checkpoints)) {
      delete(runId);
      return;
    }
    Files.deleteIfExists(folder.resolve(RECORD));
    List<Path> rest;
    try (Stream<Path> inside = Files.list(folder)) {
      rest = inside.filter(path -> !path.equals(checkpoints)).toList();
    }
    for (Path path : rest) {
      Folders.delete(path);
    }
  }

  /** The digest a record carries of its predictions. */
  public static String digest(List<Prediction> predictions) {
    return Digest.of(PredictionFile.text(predictions));
  }

  /** What the model answered, example by example; empty if the run did not come so far. */
  public List<Prediction> predictions(RunRecord record) {
    if (record.predictionsDigest() == null) {
      return List.of();
    }
    return PredictionFile.read(folder(record.spec().id()).resolve(PREDICTIONS), record);
  }

  /** The end of what a run's worker printed, some kilobytes; empty if nothing was kept. */
  public String logTail(RunRecord record) {
    Path file = folder(record.spec().id()).resolve(LOG);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(channel.size(), LOG_TAIL));
      long start = channel.size() - tail.capacity();
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) > 0) {}
      String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
