package org.peftbench.harness.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.RunFiles;
import org.peftbench.reports.html.LivePage;
import org.peftbench.reports.html.Page;
import org.peftbench.reports.html.Part;
import org.peftbench.reports.html.Site;
import org.peftbench.reports.html.Templates;
import org.peftbench.results.RunStore;

/** The pages of a store that may still be growing. */
final class LiveSite {
  private static final String RECORD = "record.json";
  private static final String LOG = "worker.log";

  private final RunStore runs;
  private final RunFiles files;
  private Map<Path, FileTime> seen = Map.of();
  private @Nullable Site site;

  LiveSite(RunStore runs, RunFiles files) {
    this.runs = runs;
    this.files = files;
  }

  /** The page as HTML; null if there is none of that path. */
  synchronized @Nullable String page(String path) {
    Map<Path, FileTime> records = times(RECORD);
    Site current = site;
    if (current == null || !records.equals(seen)) {
      current = Site.live(Comparison.of(runs), files);
      site = current;
      seen = records;
    }
    List<Part.Link> links = new ArrayList<>(current.links());
    links.add(new Part.Link("Progress", LivePage.PATH));
    Page page =
        path.equals(LivePage.PATH)
            ? LivePage.of(records.size(), unfinished(records))
            : current.page(path).orElse(null);
    return page == null ? null : Templates.render(page, links);
  }

  /** Runs that have a log and no record yet, and how long ago each wrote a line. */
  private Map<String, Duration> unfinished(Map<Path, FileTime> records) {
    Map<String, Duration> unfinished = new TreeMap<>();
    times(LOG)
        .forEach(
            (folder, time) -> {
              if (!records.containsKey(folder)) {
                unfinished.put(
                    folder.getFileName().toString(),
                    Duration.between(time.toInstant(), Instant.now()));
              }
            });
    return unfinished;
  }

  private Map<Path, FileTime> times(String name) {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> folders = Files.list(runs.root())) {
      for (Path folder : folders.toList()) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          times.put(folder, Files.getLastModifiedTime(file));
        }
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + runs.root(), e);
    }
  }
}
