package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class EngineLibrariesIT {
  @TempDir Path home;
  private final List<String> notices = new ArrayList<>();

  /** Unpacks nothing, well. */
  static final class Idle {
    private Idle() {}

    public static void main(String[] arguments) {
      System.out.println(System.getenv("DJL_CACHE_DIR"));
    }
  }

  @Test
  void unpacksOnceIntoTheHomeFolder() throws Exception {
    prepare(Idle.class);
    prepare(Idle.class);

    Path cache = home.resolve("engine");
    assertThat(notices).containsExactly("Unpacking the engine's libraries into " + cache);
    assertThat(cache.resolve("warm-up.log")).hasContent(cache + "\n");
  }

  @Test
  void anEngineThatDoesNotLoadIsTriedAgainNextTime() throws Exception {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> prepare(EngineLibrariesIT.class)) // has no main method
        .withMessage(
            "the engine doesn't load on this machine (status 1): see %s",
            home.resolve("engine").resolve("warm-up.log"));

    prepare(Idle.class);
    assertThat(notices).hasSize(2);
  }

  @Test
  void aHomeThatCannotBeWrittenIsTheUsersToMend() throws IOException {
    Files.createFile(home.resolve("engine"));

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> prepare(Idle.class))
        .withMessageContaining("can't be unpacked into " + home.resolve("engine"))
        .withMessageContaining("PEFTBENCH_HOME");
  }

  private void prepare(Class<?> main) throws InterruptedException {
    EngineLibraries.prepare(new WorkerCommand(main.getName(), "32m", home), notices::add);
  }
}
