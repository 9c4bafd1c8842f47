package org.peftbench.methods.increlora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Numbers;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.ranks.RankedAdaptation;
import org.peftbench.models.Backbone;
import org.peftbench.models.Site;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/** Scores all sites at each step, and lets the best of them grow until the mean rank is reached. */
final class IncreLoraAdaptation extends RankedAdaptation {
  /** One site with its smoothed score and uncertainty. */
  private record Candidate(String name, GrowingModule module, Numbers past) {
    static Candidate of(Site site, GrowingModule module, NDManager owner) {
      return new Candidate(site.module(), module, Numbers.of(owner, 2, 0));
    }

    void learn(double now, double beta1, double beta2) {
      double[] known = past.get();
      double score = beta1 * known[0] + (1 - beta1) * now;
      past.set(score, beta2 * known[1] + (1 - beta2) * Math.abs(now - score));
    }

    double importance() {
      double[] known = past.get();
      return known[0] * known[1];
    }
  }

  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Site, GrowingModule> modules;
  private final IncreLora.Config config;
  private final List<Candidate> all;

  /** All or none. */
  private final List<Candidate> candidates = new ArrayList<>();

  private boolean begun;

  IncreLoraAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, GrowingModule> modules,
      int room,
      IncreLora.Config config) {
    super(backbone, parameters, modules, room, config.orthogonality());
    this.backbone = backbone;
    this.parameters = parameters;
    this.modules = modules;
    this.config = config;
    all =
        modules.entrySet().stream()
            .map(entry -> Candidate.of(entry.getKey(), entry.getValue(), parameters.manager()))
            .toList();
  }

  @Override
  public void begin(int done, int totalSteps, AdamW optimizer) {
    config.checkSteps(modules.size(), totalSteps);
    begun = true;
    candidates.clear();
    for (Candidate candidate : all) {
      if (missing() > 0) {
        candidate.module().watch(parameters.manager());
        candidate.past().set(0, 0);
        candidates.add(candidate);
      }
    }
  }

  /** Smoothed score and uncertainty of each site, while ranks are still to be given out. */
  @Override
  public Map<String, NDArray> memory() {
    Map<String, NDArray> memory = new LinkedHashMap<>();
    candidates.forEach(candidate -> memory.put(candidate.name(), candidate.past().array()));
    return memory;
  }

  private int missing() {
    int total = modules.values().stream().mapToInt(GrowingModule::rank).sum();
    return config.targetRank() * modules.size() - total;
  }

  @Override
  public void beforeStep(int step) {
    for (Candidate candidate : candidates) {
      try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
        candidate.learn(candidate.module().score(ops), config.beta1(), config.beta2());
      }
    }
  }

  @Override
  public void afterStep(int step, int totalSteps) {
    if (candidates.isEmpty() || step <= config.warmup() || step % config.interval() != 0) {
      return;
    }
    int increments = (missing() + config.increment() - 1) / config.increment();
    candidates.stream()
        .sorted(Comparator.comparingDouble(candidate -> -candidate.importance()))
        .limit(Math.min(config.top(), increments))
        .forEach(candidate -> candidate.module().grow(config.increment()));
    if (missing() <= 0) {
      candidates.clear();
      modules.values().forEach(GrowingModule::unwatch);
      modules.values().forEach(GrowingModule::stop);
    }
  }

  /** The rank of each site, and what is trained without the room that was not used. */
  @Override
  public Map<String, String> decisions() {
    if (begun && missing() > 0) {
      throw new IllegalStateException("increlora's ranks were never given out");
    }
    return ranks();
  }
}
