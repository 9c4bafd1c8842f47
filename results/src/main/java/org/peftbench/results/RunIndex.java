package org.peftbench.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;

/**
 * Summaries of all runs of a store, without reading every record each time.
 *
 * <p>They are kept in {@code .summaries.json} with size and time of the record each was read from;
 * a record that has changed is read again. The file is a convenience: it may be missing, damaged or
 * impossible to write, and then the records are read.
 */
public final class RunIndex {
  private static final String FILE = ".summaries.json";

  /** Leaves the file open, which is synced before it is closed. */
  private static final ObjectWriter WRITER =
      Json.MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final RunStore store;

  /** The index of a store. */
  public RunIndex(RunStore store) {
    this.store = store;
  }

  /**
   * A summary and what it was read from.
   *
   * @param size of the record's file in bytes
   * @param modified when it was written, as exactly as the file system says
   */
  private record Entry(long size, String modified, RunSummary summary) {
    private boolean isOf(BasicFileAttributes file) {
      return size == file.size() && modified.equals(file.lastModifiedTime().toString());
    }
  }

  /** All runs, ordered as {@link RunStore#all}. */
  public List<RunSummary> all() {
    Map<String, Entry> before = read();
    Map<String, Entry> now = new ConcurrentSkipListMap<>();
    try (Stream<Path> folders = Files.list(store.root())) {
      folders
          .filter(folder -> RunStore.isId(String.valueOf(folder.getFileName())))
          .toList()
          .parallelStream()
          .forEach(
              folder -> {
                String id = String.valueOf(folder.getFileName());
                BasicFileAttributes file = record(folder);
                if (file != null) {
                  Entry known = before.get(id);
                  now.put(id, known != null && known.isOf(file) ? known : read(id, file));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + store.root(), e);
    }
    if (!now.equals(before) && !store.isPacked()) {
      write(now);
    }
    return now.values().stream()
        .map(Entry::summary)
        .sorted(
            Comparator.comparing(RunSummary::task)
                .thenComparing(RunSummary::label)
                .thenComparingLong(RunSummary::seed)
                .thenComparing(RunSummary::id))
        .toList();
  }

  private static @Nullable BasicFileAttributes record(Path folder) {
    try {
      return Files.readAttributes(folder.resolve(RunStore.RECORD), BasicFileAttributes.class);
    } catch (IOException e) {
      return null; // a run that has not ended, or no run
    }
  }

  private Entry read(String id, BasicFileAttributes file) {
    return new Entry(file.size(), file.lastModifiedTime().toString(), summary(id));
  }

  private RunSummary summary(String id) {
    Path file = store.folder(id).resolve(RunStore.RECORD);
    try {
      RecordHead head = Json.MAPPER.readValue(Files.readAllBytes(file), RecordHead.class);
      if (head.schema() <= RunRecord.SCHEMA) {
        return head.summary(id);
      }
    } catch (JsonProcessingException e) {
      // the store says below what is wrong with it
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    return RunSummary.of(store.find(id).orElseThrow());
  }

  private Map<String, Entry> read() {
    Path file = store.root().resolve(FILE);
    try {
      return Files.exists(file)
          ? Json.MAPPER.readValue(
              Files.readAllBytes(file), new TypeReference<TreeMap<String, Entry>>() {})
          : Map.of();
    } catch (JsonProcessingException e) {
      return Map.of(); // of another version, or damaged
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private void write(Map<String, Entry> entries) {
    try {
      AtomicFile.write(store.root().resolve(FILE), out -> WRITER.writeValue(out, entries));
    } catch (IOException e) {
      // a store that can only be read is listed without
    }
  }
}
