package org.peftbench.reports;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.MarkdownTable;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A README for an adapter's folder, in the form that model hubs read: what it is, what it scores,
 * and how it came to be.
 */
public final class ModelCard {
  private final RunRecord run;
  private final RunSpec spec;
  private final StringBuilder text = new StringBuilder();

  private ModelCard(RunRecord run) {
    this.run = run;
    this.spec = run.spec();
  }

  /**
   * The card of a run that succeeded.
   *
   * @throws UserError if it did not: there is no adapter to describe
   */
  public static String of(RunRecord run) {
    if (run.status() != RunStatus.SUCCEEDED) {
      throw new UserError(
          "run %s ended as %s and left no adapter: name a run that succeeded",
          run.spec().id(), run.status().name().toLowerCase(Locale.ROOT));
    }
    return new ModelCard(run).build();
  }

  private String build() {
    header();
    line("# " + words(run.label()) + " on " + words(spec.task().name()));
    line("");
    line(
        "An adapter of %s by the method %s, trained on %s by peftbench."
            .formatted(
                words(spec.backbone().id()),
                words(spec.method().name()),
                words(spec.task().name())));
    if (spec.protocol().selection() == Protocol.Selection.BEST_ON_TEST) {
      line("");
      line("**Optimistic:** its state was chosen on the rows it is scored on.");
    }
    line("");
    line("## Results");
    line("");
    line("One training, seed %d; no spread over seeds can be given.".formatted(spec.seed()));
    line("");
    line("| figure | value |");
    line("|:--|--:|");
    for (Metric metric : run.metrics()) {
      line(
          "| %s | %s |"
              .formatted(words(metric.name()), Figures.value(metric.value(), metric.unit())));
    }
    facts("Rows and training", new TreeMap<>(run.notes()));
    facts("Environment", environment());
    line("");
    line("## Specification");
    line("");
    line("Run %s: the same on the same machine gives the same bits.".formatted(spec.id()));
    line("");
    line("```json");
    text.append(Json.pretty(spec).replace("```", "` ` `"));
    line("```");
    return text.toString();
  }

  /** Strings of JSON are strings of YAML, so that no name can become structure. */
  private void header() {
    line("---");
    line("base_model: " + Json.canonical(spec.backbone().id()));
    line("library_name: peft");
    line("tags: [peft, " + Json.canonical(spec.method().name()) + "]");
    line("model-index:");
    line("- name: " + Json.canonical(run.label()));
    line("  results:");
    line("  - task: {type: " + Json.canonical(spec.task().name()) + "}");
    line("    dataset: {name: " + Json.canonical(spec.task().name()) + ", type: peftbench}");
    line("    metrics:");
    run.metric(run.primaryMetric())
        .ifPresent(
            metric ->
                line(
                    "    - {type: %s, value: %s}"
                        .formatted(Json.canonical(metric.name()), Json.canonical(metric.value()))));
    line("---");
    line("");
  }

  private Map<String, String> environment() {
    Map<String, String> facts = new TreeMap<>();
    Environment environment = run.environment();
    if (environment != null) {
      facts.put("processor", environment.cpu());
      facts.put("device", environment.device());
      facts.put("engine", environment.engine());
      facts.put("peftbench", environment.peftbench());
    }
    return facts;
  }

  private void facts(String title, Map<String, String> facts) {
    if (!facts.isEmpty()) {
      line("");
      line("## " + title);
      line("");
      facts.forEach((name, value) -> line("- " + words(name) + ": " + words(value)));
    }
  }

  private static String words(String name) {
    return MarkdownTable.escape(name);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
