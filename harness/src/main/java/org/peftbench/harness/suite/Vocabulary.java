package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.peftbench.results.base.UserError;

/** The names a suite may use, answered without fetching or loading anything large. */
public interface Vocabulary {
  /**
   * Accepts a backbone's name.
   *
   * @throws UserError if there is no such backbone
   */
  void checkBackbone(String id);

  /**
   * Accepts a task's name.
   *
   * @throws UserError if there is no such task
   */
  void checkTask(String name);

  /**
   * A method's configuration with its defaults written out.
   *
   * @throws UserError if there is no such method, or it has no such setting
   */
  ObjectNode completeConfig(String method, ObjectNode overrides);
}
