package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class PluginsTest {
  @TempDir Path folder;

  @Test
  void workersHaveTheJarsOnTheirClassPath() throws IOException {
    Path second = Files.createFile(folder.resolve("b.jar"));
    Path first = Files.createFile(folder.resolve("a.jar"));
    Files.createFile(folder.resolve("notes.txt"));

    List<String> command =
        new WorkerCommand("Main", "1g", folder, Plugins.in(folder))
            .process(1, folder, List.of())
            .command();

    assertThat(command.get(command.indexOf("-cp") + 1))
        .endsWith(File.pathSeparator + first + File.pathSeparator + second)
        .doesNotContain("notes.txt");
  }

  @Test
  void aFolderWithoutJarsIsRefused() {
    assertThatThrownBy(() -> Plugins.in(folder))
        .isInstanceOf(UserError.class)
        .hasMessage("plug-ins %s holds no .jar file: put the methods' jars there", folder);
  }

  @Test
  void whatIsNoFolderIsRefused() {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> Plugins.in(missing))
        .isInstanceOf(UserError.class)
        .hasMessage("plug-ins %s is not a folder: name one that holds jars", missing);
  }
}
