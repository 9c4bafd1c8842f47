package org.peftbench.methods.adalora;

import org.peftbench.results.base.UserError;

/**
 * How many rank-one parts all sites together may keep at a step (equation 12): all of them in the
 * warm-up, then falling as a cube to the target, which holds from step {@code frozenFrom} on.
 *
 * @param initial parts at the start
 * @param target parts at the end
 * @param warmup steps before the first reduction
 * @param interval steps between reductions
 * @param frozenFrom the step of the last reduction
 */
record BudgetSchedule(int initial, int target, int warmup, int interval, int frozenFrom) {
  /**
   * The schedule of a training.
   *
   * @throws UserError if it has no room for a reduction
   */
  static BudgetSchedule of(AdaLora.Config config, int sites, int totalSteps) {
    int frozenFrom = totalSteps - config.cooldown();
    int least = Math.max(config.warmup(), 1) + 1;
    if (frozenFrom < least) {
      throw new UserError(
          "adalora config: warmup %d and cooldown %d ask for a training of %d steps or more, it has"
              + " %d: lower them or train longer",
          config.warmup(), config.cooldown(), least + config.cooldown(), totalSteps);
    }
    return new BudgetSchedule(
        config.initRank() * sites,
        config.targetRank() * sites,
        config.warmup(),
        config.interval(),
        frozenFrom);
  }

  /** Whether parts are taken away after a step. */
  boolean reducesAt(int step) {
    return step == frozenFrom || (step > warmup && step < frozenFrom && step % interval == 0);
  }

  /** Parts that may stay after a step. */
  int budget(int step) {
    if (step <= warmup) {
      return initial;
    }
    double left = Math.max(0, 1 - (double) (step - warmup) / (frozenFrom - warmup));
    return (int) ((initial - target) * Math.pow(left, 3) + target);
  }
}
