package org.peftbench.harness.suite;

import java.nio.file.Path;
import java.util.List;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.harness.suite.Suite.TaskChoice;
import org.peftbench.results.RunSpec;

/** What a spec must know of weights and rows; may fetch and load them. */
public interface Inputs {
  /** The backbone at the revision that is here. */
  RunSpec.Backbone backbone(String id);

  /**
   * Asks whether tasks can be put to a backbone, and methods used on it in as many steps as they
   * are given.
   *
   * @throws org.peftbench.results.base.UserError with the reason of the first that can't
   */
  void checkFit(String backbone, List<TaskChoice> tasks, List<MethodChoice> methods);

  /** The task on the rows it will be asked on. */
  RunSpec.Task task(TaskChoice choice);

  /**
   * The digest of a saved adapter.
   *
   * @throws org.peftbench.results.base.UserError if there is none, or it is of another backbone or
   *     method
   */
  String adapter(Path folder, RunSpec.Backbone backbone, RunSpec.Method method);
}
