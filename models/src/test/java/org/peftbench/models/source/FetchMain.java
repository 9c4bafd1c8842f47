package org.peftbench.models.source;

import java.nio.file.Path;

/** Fetches a checkpoint in a process of its own. */
final class FetchMain {
  private FetchMain() {}

  /** Takes the home folder and the checkpoint's name. */
  public static void main(String[] args) {
    ModelFiles files =
        new ModelRepository(Path.of(args[0]), false, System.out::println).fetch(args[1]);
    System.out.println("digest " + files.digest());
  }
}
