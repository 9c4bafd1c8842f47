package org.peftbench.results.baselines;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Curve;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The runs that later ones are judged by.
 *
 * @param schema version of this form
 * @param suite name of the suite they are of
 * @param reasons why it was made and renewed, the oldest first
 * @param margins by figure, the smallest harm that a check has to notice: of a score the
 *     difference, of memory and time the share by which they grow; see {@link #margin}
 * @param runs at least two seeds of every configuration, all succeeded, without predictions and
 *     with the first steps' losses alone
 */
public record Baseline(
    int schema,
    String suite,
    List<Reason> reasons,
    Map<String, Double> margins,
    List<RunRecord> runs) {
  /** The version written today. */
  public static final int SCHEMA = 1;

  /** The name that stands for every score without a margin of its own. */
  public static final String QUALITY = "quality";

  /** Points of the loss curve that are kept: the training's first steps. */
  public static final int EARLY_LOSSES = 10;

  private static final String LOSS = "loss";

  /**
   * Why a baseline was made or renewed.
   *
   * @param when it was
   * @param text in words
   */
  public record Reason(Instant when, String text) {
    public Reason {
      if (text.isBlank()) {
        throw new UserError("a baseline needs a reason: say with --reason what changed and why");
      }
    }
  }

  public Baseline {
    if (schema < 1 || schema > SCHEMA) {
      throw new UserError(
          "baseline has schema %d but this peftbench reads 1 to %d: use a newer peftbench",
          schema, SCHEMA);
    }
    reasons = List.copyOf(reasons);
    margins = Map.copyOf(margins);
    runs = List.copyOf(runs);
    margins.forEach(
        (name, margin) -> {
          if (!(margin > 0 && margin < 1)) {
            throw new UserError("margin of %s must lie in (0, 1), got %s", name, margin);
          }
        });
  }

  /**
   * A baseline of runs just made.
   *
   * @param earlier the one it replaces, whose reasons and margins it keeps; null for none
   * @param margins that replace earlier ones
   * @throws UserError if a run did not succeed, or the earlier one is of another suite
   */
  public static Baseline of(
      String suite,
      List<RunRecord> runs,
      @Nullable Baseline earlier,
      Reason reason,
      Map<String, Double> margins) {
    if (earlier != null && !earlier.suite().equals(suite)) {
      throw new UserError(
          "the baseline is of suite %s, not of %s: name another file", earlier.suite(), suite);
    }
    if (runs.isEmpty()) {
      throw new UserError("there is no run of suite %s to make a baseline of", suite);
    }
    for (RunRecord run : runs) {
      if (run.status() != RunStatus.SUCCEEDED) {
        throw new UserError(
            "%s on %s, seed %d, ended as %s and can't be a baseline: %s",
            run.label(), run.spec().task().name(), run.spec().seed(), run.status(), run.message());
      }
    }
    List<Reason> reasons = new ArrayList<>(earlier == null ? List.of() : earlier.reasons());
    reasons.add(reason);
    Map<String, Double> all = new TreeMap<>(earlier == null ? Map.of() : earlier.margins());
    all.putAll(margins);
    return new Baseline(SCHEMA, suite, reasons, all, runs.stream().map(Baseline::essence).toList());
  }

  /**
   * This one, and of another baseline of the suite the runs that it lacks, in that one's order: how
   * a part is made anew and the rest kept.
   */
  public Baseline fillingIn(Baseline whole) {
    Map<List<Object>, RunRecord> all = new LinkedHashMap<>();
    whole.runs().forEach(run -> all.put(place(run), run));
    runs.forEach(run -> all.put(place(run), run));
    return new Baseline(schema, suite, reasons, margins, List.copyOf(all.values()));
  }

  private static List<Object> place(RunRecord run) {
    RunSpec spec = run.spec();
    return List.of(run.label(), spec.task().title(), spec.backbone().id(), spec.seed());
  }

  /** What of a run a check looks at. */
  private static RunRecord essence(RunRecord run) {
    List<Curve> early =
        run.curves().stream()
            .filter(curve -> curve.name().equals(LOSS))
            .map(Baseline::early)
            .toList();
    return new RunRecord(
        run.schema(),
        run.label(),
        run.spec(),
        run.status(),
        null,
        run.started(),
        run.environment(),
        run.primaryMetric(),
        run.metrics(),
        early,
        Map.of(),
        null);
  }

  private static Curve early(Curve curve) {
    int points = Math.min(EARLY_LOSSES, curve.steps().size());
    return new Curve(
        curve.name(),
        curve.steps().subList(0, points),
        curve.seconds().subList(0, points),
        curve.values().subList(0, points));
  }

  /** The margin asked for: the figure's own, or else the given name's, or else the default. */
  public double margin(String figure, String kind, double otherwise) {
    return margins.getOrDefault(figure, margins.getOrDefault(kind, otherwise));
  }

  /**
   * Reads a baseline.
   *
   * @throws UserError if there is none, or it is damaged
   */
  public static Baseline read(Path file) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), Baseline.class);
    } catch (NoSuchFileException e) {
      throw new UserError(
              "baseline %s is not there: make it with 'peftbench baseline update'", file)
          .withCause(e);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof UserError complaint) {
        throw complaint;
      }
      throw new UserError(
              "baseline %s is damaged (line %d): bring it back from version control",
              file, e.getLocation() == null ? 0 : e.getLocation().getLineNr())
          .withCause(e);
    } catch (IOException e) {
      throw new UserError("baseline %s can't be read: %s", file, e).withCause(e);
    }
  }

  /** Writes it, whole or not at all, each run on a line. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file.toAbsolutePath(), Json.lines(this));
  }
}
