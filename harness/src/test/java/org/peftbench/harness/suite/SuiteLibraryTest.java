package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class SuiteLibraryTest {
  @TempDir Path folder;

  @Test
  void findsBundledSuitesByName() {
    assertThat(SuiteLibrary.names()).contains("quick").isSorted();
    assertThat(SuiteLibrary.find("quick").name()).isEqualTo("suites/quick.yaml");
    assertThat(SuiteLibrary.find("quick").text()).contains("name: quick");
  }

  @Test
  void aSuiteInAFolderIsNamedWithIt() {
    assertThat(SuiteLibrary.names()).contains("paper/table-1-glue-small");
    assertThat(SuiteLibrary.find("paper/table-1-glue-small").name())
        .isEqualTo("suites/paper/table-1-glue-small.yaml");
  }

  @Test
  void aFileWithoutANameIsNoSuite() {
    assertThat(SuiteLibrary.names()).noneMatch(name -> name.startsWith("parts/"));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SuiteLibrary.find("parts/methods"))
        .withMessageStartingWith("Unknown suite 'parts/methods'");
  }

  @Test
  void findsFilesByPath() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "name: mine");

    assertThat(SuiteLibrary.find(file.toString()))
        .isEqualTo(new SuiteLibrary.Source(file.toString(), "name: mine", false));
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SuiteLibrary.find("quik"))
        .withMessageStartingWith("Unknown suite 'quik'. Did you mean quick? Available: ")
        .withMessageEndingWith(" (or the path of a .yaml file)");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> SuiteLibrary.find("nowhere/mine.yaml"))
        .withMessageStartingWith("suite nowhere/mine.yaml is not there. Bundled suites: ");
  }
}
