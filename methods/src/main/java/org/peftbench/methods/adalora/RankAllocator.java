package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/**
 * Decides which rank-one parts stay.
 *
 * <p>Exactly as many go as the budget says: of parts with equal scores those of earlier sites go
 * first, and within a site the earlier ones.
 */
final class RankAllocator implements AutoCloseable {
  /**
   * One site with what is known of its arrays.
   *
   * @param kept 1 for parts that stay, else 0, [rank, 1]
   */
  private record Candidate(
      AdaLoraModule module, Importance a, Importance e, Importance b, NDArray kept) {
    static Candidate of(AdaLoraModule module, NDManager owner) {
      return new Candidate(
          module,
          Importance.of(module.a(), owner),
          Importance.of(module.e(), owner),
          Importance.of(module.b(), owner),
          owner.ones(module.e().getShape(), module.e().getDataType()));
    }

    /** Of each part: that of E's element plus the means over its row of A and column of B. */
    double[] scores(Ops ops) {
      NDArray rows = ops.mean(a.score(ops), true, 1); // [rank, 1]
      NDArray columns = ops.reshape(ops.mean(b.score(ops), false, 0), -1, 1); // [rank, 1]
      return ops.values(ops.add(e.score(ops), ops.add(rows, columns)));
    }
  }

  /** The number of the site, and of the part there. */
  private record Part(int candidate, int index, double score) {}

  private final NDManager manager;
  private final List<Candidate> candidates = new ArrayList<>();
  private final BudgetSchedule schedule;
  private final double beta1;
  private final double beta2;

  RankAllocator(
      List<AdaLoraModule> modules,
      NDManager owner,
      BudgetSchedule schedule,
      double beta1,
      double beta2) {
    manager = owner.newSubManager();
    modules.forEach(module -> candidates.add(Candidate.of(module, manager)));
    this.schedule = schedule;
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  /** Learns from a step's gradients and, where the schedule says so, masks. */
  void afterStep(int step, Ops ops) {
    if (step < schedule.frozenFrom()) {
      for (Candidate candidate : candidates) {
        candidate.a().update(ops, beta1, beta2);
        candidate.e().update(ops, beta1, beta2);
        candidate.b().update(ops, beta1, beta2);
      }
    }
    if (schedule.reducesAt(step)) {
      choose(schedule.initial() - schedule.budget(step), ops);
    }
    if (schedule.reducesAt(step) || step > schedule.frozenFrom()) {
      candidates.forEach(candidate -> candidate.module().mask(ops, candidate.kept()));
    }
  }

  private void choose(int remove, Ops ops) {
    List<Part> parts = new ArrayList<>();
    List<float[]> kept = new ArrayList<>();
    for (Candidate candidate : candidates) {
      double[] scores = candidate.scores(ops);
      for (int i = 0; i < scores.length; i++) {
        parts.add(new Part(kept.size(), i, scores[i]));
      }
      kept.add(new float[scores.length]);
    }
    parts.sort(Comparator.comparingDouble(Part::score)); // stable: ties stay in order
    for (Part part : parts.subList(remove, parts.size())) {
      kept.get(part.candidate())[part.index()] = 1;
    }
    for (int i = 0; i < kept.size(); i++) {
      NDArray ones = candidates.get(i).kept();
      ops.assign(ones, ops.floats(kept.get(i), ones.getShape()));
    }
  }

  /** All that was learned, by the places of the modules. */
  Map<String, NDArray> memory() {
    Map<String, NDArray> memory = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      candidate.a().remember("a." + i, memory);
      candidate.e().remember("e." + i, memory);
      candidate.b().remember("b." + i, memory);
      memory.put("kept." + i, candidate.kept());
    }
    return memory;
  }

  /** Frees what was learned. */
  @Override
  public void close() {
    manager.close();
  }
}
