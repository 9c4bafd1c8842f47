package org.peftbench.harness.cluster;

import java.io.IOException;
import java.util.function.Consumer;

/** Has runs made on other machines. Plug-ins are found by {@link java.util.ServiceLoader}. */
public interface Executor {
  /** How it is asked for. */
  String name();

  /**
   * Has all runs made, in any order, and returns when they have ended. A machine that dies on the
   * way loses nothing but time: its runs are made by another.
   *
   * @param ended hears the id of each run whose record is in the store
   * @throws org.peftbench.results.base.UserError if it can't; what had ended is in the store
   */
  void execute(Errand errand, Consumer<String> ended) throws IOException, InterruptedException;
}
