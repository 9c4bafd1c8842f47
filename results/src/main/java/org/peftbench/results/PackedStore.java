package org.peftbench.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.StudyStore;

/**
 * A store in one file, to keep beside code or to hand on: a zip of the same folders, without
 * adapters, logs and what trials of a tuning answered, which nothing reads behind the choice.
 *
 * <p>The same runs make the same bytes.
 */
public final class PackedStore {
  /** Of every entry, since a run's record says when it was made. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PackedStore() {}

  /**
   * Writes runs, and all studies of their store, into one file, whole or not at all.
   *
   * @param runs of the store, in the order that they are to lie in
   */
  public static void write(RunStore store, List<RunRecord> runs, Path file) throws IOException {
    write(store, runs, file, UnaryOperator.identity());
  }

  /**
   * The same without the scores of labels, options and spans: of a task with many labels they are
   * nearly all there is. No table needs them; a page of answers then can't say which were most
   * certain.
   */
  public static void writeWithoutScores(RunStore store, List<RunRecord> runs, Path file)
      throws IOException {
    write(store, runs, file, Prediction::withoutScores);
  }

  private static void write(
      RunStore store, List<RunRecord> runs, Path file, UnaryOperator<Prediction> trim)
      throws IOException {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
          for (RunRecord run : runs) {
            List<Prediction> answers =
                run.spec().trial() ? List.of() : store.predictions(run).stream().map(trim).toList();
            String folder = run.spec().id() + "/";
            add(zip, folder + RunStore.RECORD, Json.canonical(run.answering(answers)) + "\n");
            if (!answers.isEmpty()) {
              add(zip, folder + RunStore.PREDICTIONS, PredictionFile.text(answers));
            }
          }
          for (Study study : new StudyStore(store.root()).all()) {
            add(zip, StudyStore.name(study), Json.canonical(study) + "\n");
          }
          zip.finish();
        });
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /**
   * The root of what lies in a file, which stays open while the program runs.
   *
   * @throws UserError if it is no zip
   */
  @SuppressWarnings("resource") // what is inside is read until the end
  static Path open(Path file) {
    try {
      FileSystem inside = FileSystems.newFileSystem(file, Map.of());
      return inside.getRootDirectories().iterator().next();
    } catch (ProviderNotFoundException | ZipException e) {
      throw new UserError(
              "store %s is a file, but none that 'peftbench runs pack' has written: name a folder"
                  + " with --store",
              file)
          .withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Whether a path lies in a packed store. */
  static boolean isInside(Path path) {
    return path.getFileSystem().provider().getScheme().equals("jar");
  }
}
