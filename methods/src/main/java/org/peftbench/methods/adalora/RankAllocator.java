package org.peftbench.methods.adalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.peftbench.models.ops.Ops;

/**
 * Decides which rank-one parts stay.
 *
 * <p>Exactly as many go as the budget says: of parts with equal scores those of earlier sites go
 * first, and within a site the earlier ones.
 */
final class RankAllocator implements AutoCloseable {
  /** One site with what is known of its arrays. */
  private record Candidate(
      AdaLoraModule module, Importance a, Importance e, Importance b, BitSet kept) {
    /** Of each part: that of E's element plus the means over its row of A and column of B. */
    double[] scores(Ops ops) {
      NDArray rows = ops.mean(a.score(ops), true, 1); // [rank, 1]
      NDArray columns = ops.reshape(ops.mean(b.score(ops), false, 0), -1, 1); // [rank, 1]
      return ops.values(ops.add(e.score(ops), ops.add(rows, columns)));
    }
  }

  private record Part(Candidate candidate, int index, double score) {}

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
    for (AdaLoraModule module : modules) {
      BitSet kept = new BitSet();
      kept.set(0, module.width());
      candidates.add(
          new Candidate(
              module,
              Importance.of(module.a(), manager),
              Importance.of(module.e(), manager),
              Importance.of(module.b(), manager),
              kept));
    }
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
      candidates.forEach(candidate -> candidate.module().mask(candidate.kept()));
    }
  }

  private void choose(int remove, Ops ops) {
    List<Part> parts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      double[] scores = candidate.scores(ops);
      for (int i = 0; i < scores.length; i++) {
        parts.add(new Part(candidate, i, scores[i]));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::score)); // stable: ties stay in order
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).candidate().kept().set(parts.get(i).index(), i >= remove);
    }
  }

  /** Frees what was learned. */
  @Override
  public void close() {
    manager.close();
  }
}
