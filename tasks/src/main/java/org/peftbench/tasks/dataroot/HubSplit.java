package org.peftbench.tasks.dataroot;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.HubFile;
import org.peftbench.results.base.hub.HubSnapshot;

/**
 * A split's Parquet files in a repository of the hub, by the ways in which repositories name them:
 * {@code <config>/<split>/0000.parquet}, as the hub's own conversion does, {@code
 * <config>/<split>-00000-of-00002.parquet}, and the latter in {@code data} or at the top where
 * there is one configuration only.
 */
final class HubSplit {
  private static final Pattern CONVERTED = Pattern.compile("(.+)/([^/]+)/\\d{4,}\\.parquet");
  private static final Pattern OWN =
      Pattern.compile("(?:(.+)/)?([^/]+?)(?:-\\d{5}-of-\\d{5}(?:-[0-9a-f]+)?)?\\.parquet");

  private HubSplit() {}

  /** What a path says of itself. */
  private record Place(String config, String split) {}

  /**
   * The files, in the order of their rows.
   *
   * @throws UserError if there are none
   */
  static List<HubFile> files(HubSnapshot snapshot, String config, String split) {
    for (String folder : List.of(config, "data", "")) {
      Place wanted = new Place(folder, split);
      List<HubFile> files =
          snapshot.files().stream()
              .filter(file -> wanted.equals(place(file.path())))
              .sorted((one, other) -> one.path().compareTo(other.path()))
              .toList();
      if (!files.isEmpty()) {
        return files;
      }
    }
    throw unknown(snapshot, config + "/" + split);
  }

  private static Place place(String path) {
    Matcher converted = CONVERTED.matcher(path);
    if (converted.matches()) {
      return new Place(converted.group(1), converted.group(2));
    }
    Matcher own = OWN.matcher(path);
    return own.matches()
        ? new Place(own.group(1) == null ? "" : own.group(1), own.group(2))
        : new Place("", "");
  }

  private static UserError unknown(HubSnapshot snapshot, String wanted) {
    TreeSet<String> known = new TreeSet<>();
    for (HubFile file : snapshot.files()) {
      Place place = place(file.path());
      if (!place.split().isEmpty()) {
        known.add(place.config().isEmpty() ? place.split() : place.config() + "/" + place.split());
      }
    }
    UserError unknown = Names.unknown("split", wanted, known);
    return new UserError(
        "%s at %s: %s", snapshot.repository(), snapshot.commit(), unknown.getMessage());
  }
}
