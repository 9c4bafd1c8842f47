package org.peftbench.harness.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import org.peftbench.harness.worker.Foreground;
import org.peftbench.results.base.UserError;

/** What the process of {@code peftbench pretrain} runs. */
public final class PretrainWorker {
  private static final int MISUSE = 2;

  private PretrainWorker() {}

  /**
   * Trains.
   *
   * @param arguments recipe, folder and steps
   */
  public static void main(String[] arguments) throws IOException {
    Foreground.endWithParent();
    try {
      new Pretrainer(Recipe.named(arguments[0]), Path.of(arguments[1]), System.out::println)
          .make(Integer.parseInt(arguments[2]));
    } catch (UserError e) {
      System.err.println("peftbench: " + e.getMessage());
      System.exit(MISUSE);
    }
    System.exit(0); // the engine's threads would keep the process
  }
}
