package org.peftbench.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;
import org.peftbench.results.published.PublishedFigure;

/**
 * A published figure and the rows that measured the same: the same method, with the settings that
 * the figure is about, on all of its tasks.
 *
 * @param blocks one a task; of a figure that holds for any task, the first that has such a row
 * @param rows one a block, all of one label
 * @param mean of the rows' means
 */
public record BesidePublished(
    PublishedFigure published, List<Block> blocks, List<Row> rows, double mean) {
  private static final String HUB = "hub:";
  private static final String EPOCHS = "epochs";

  public BesidePublished {
    blocks = List.copyOf(blocks);
    rows = List.copyOf(rows);
  }

  /** All rows that a figure may stand beside. */
  public static List<BesidePublished> of(PublishedFigure published, List<Block> blocks) {
    if (published.frozenHead() != null) {
      return List.of(); // runs train their heads
    }
    List<BesidePublished> all = new ArrayList<>();
    for (List<Block> group : groups(published, blocks)) {
      for (Row row : group.get(0).rows()) {
        pair(published, group, row.label()).ifPresent(all::add);
      }
    }
    return all.stream().limit(published.tasks().isEmpty() ? 1 : all.size()).toList();
  }

  /** Blocks that hold the figure's tasks: each alone, or several of one backbone together. */
  private static List<List<Block>> groups(PublishedFigure published, List<Block> blocks) {
    if (published.tasks().isEmpty()) {
      return blocks.stream()
          .filter(block -> name(block).equals(published.backbone()))
          .map(List::of)
          .toList();
    }
    Map<String, Map<String, Block>> byBackbone = new LinkedHashMap<>();
    List<List<Block>> groups = new ArrayList<>();
    for (Block block : blocks) {
      if (published.tasks().equals(List.of(block.task().name()))) {
        groups.add(List.of(block));
      } else if (published.tasks().contains(block.task().name())) {
        byBackbone
            .computeIfAbsent(block.backbone().digest(), digest -> new LinkedHashMap<>())
            .putIfAbsent(block.task().name(), block);
      }
    }
    byBackbone.values().stream()
        .filter(tasks -> tasks.size() == published.tasks().size())
        .forEach(tasks -> groups.add(List.copyOf(tasks.values())));
    return List.copyOf(groups);
  }

  private static Optional<BesidePublished> pair(
      PublishedFigure published, List<Block> group, String label) {
    List<Row> rows = new ArrayList<>();
    double sum = 0;
    for (Block block : group) {
      Optional<Row> row =
          block.rows().stream()
              .filter(one -> one.label().equals(label) && measures(one, published))
              .findFirst();
      if (row.isEmpty()) {
        return Optional.empty();
      }
      rows.add(row.get());
      sum += row.get().figure(published.metric()).orElseThrow().summary().mean();
    }
    return Optional.of(new BesidePublished(published, group, rows, sum / group.size()));
  }

  private static boolean measures(Row row, PublishedFigure published) {
    JsonNode config = row.example().spec().method().config();
    return row.method().equals(published.method())
        && row.figure(published.metric()).isPresent()
        && published.config().properties().stream()
            .allMatch(setting -> same(setting.getValue(), config.path(setting.getKey())));
  }

  /** Whether two settings are the same; lists of places are, in whatever order. */
  private static boolean same(JsonNode theirs, JsonNode ours) {
    if (theirs.isNumber() && ours.isNumber()) {
      return theirs.doubleValue() == ours.doubleValue();
    }
    if (theirs.isArray() && ours.isArray()) {
      return elements(theirs).equals(elements(ours));
    }
    return words(theirs).equals(words(ours));
  }

  private static Set<JsonNode> elements(JsonNode array) {
    Set<JsonNode> elements = new HashSet<>();
    array.forEach(elements::add);
    return elements;
  }

  /** A word as a suite writes it. */
  private static String words(JsonNode value) {
    return value.asText().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The figure of the first row, which says the unit. */
  public Figure ours() {
    return rows.get(0).figure(published.metric()).orElseThrow();
  }

  /** What is known to differ between their figure and ours, each with both sides. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    Block block = blocks.get(0);
    String theirs = published.backbone();
    if (theirs != null && !theirs.equals(name(block))) {
      differences.add("backbone (" + theirs + " there, " + block.backboneName() + " here)");
    }
    if (blocks.stream().anyMatch(BesidePublished::isCapped)) {
      differences.add("rows (all there, some here)");
    }
    if (rows.stream().anyMatch(row -> row.tuning().isPresent())) {
      differences.add("settings (searched for here)");
    }
    Map<String, String> training = new HashMap<>();
    rows.forEach(row -> compare(row.example().spec().protocol(), training));
    training.values().stream().sorted().forEach(differences::add);
    return List.copyOf(differences);
  }

  private void compare(Protocol protocol, Map<String, String> differences) {
    JsonNode ours = Json.MAPPER.valueToTree(protocol);
    for (Map.Entry<String, JsonNode> theirs : published.training().properties()) {
      String key = theirs.getKey();
      JsonNode here = ours.path(key);
      boolean bySteps = key.equals(EPOCHS) && protocol.steps() > 0; // then epochs decide nothing
      if (bySteps || !same(theirs.getValue(), here)) {
        differences.putIfAbsent(
            key,
            "%s (%s there, %s here)"
                .formatted(
                    key,
                    words(theirs.getValue()),
                    bySteps ? protocol.steps() + " steps" : words(here)));
      }
    }
  }

  private static boolean isCapped(Block block) {
    return block.task().trainRows() != null || block.task().evaluationRows() != null;
  }

  /** What the hub calls a backbone, where it is from there. */
  private static String name(Block block) {
    String id = PlainText.of(block.backbone().id());
    return id.startsWith(HUB) ? id.substring(HUB.length()).replaceFirst("@.*", "") : id;
  }
}
