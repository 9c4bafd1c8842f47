package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class RevisionStoreTest {
  private static final String RUN = "0123456789abcdef";

  @TempDir Path repository;

  @BeforeEach
  void needsGit() throws Exception {
    assumeTrue(hasGit(), "no git on the PATH: a store of a revision can't be looked up");
    git("init", "--quiet");
  }

  @Test
  void aRevisionHoldsWhatWasCommitted() throws Exception {
    commit("first", "{}");
    commit("second", "{\"schema\": 99}");
    assertThat(record("HEAD~1:kept/runs")).isEqualTo("first");
    assertThat(record("HEAD:kept/runs")).isEqualTo("second");
    Path archive;
    try (RevisionStore opened = RevisionStore.open("HEAD:kept/runs", repository)) {
      archive = Path.of(opened.store().toString());
      assertThat(archive).exists();
    }
    assertThat(archive).doesNotExist();
  }

  @Test
  void aFolderIsReadWhereItLies() throws Exception {
    Path store = Files.createDirectories(repository.resolve("a:b"));
    try (RevisionStore opened = RevisionStore.open("a:b", repository)) {
      assertThat(opened.store().root()).isEqualTo(store.toAbsolutePath());
    }
    assertThat(store).exists();
  }

  @Test
  void whatIsNeitherIsNamed() throws Exception {
    commit("first", "{}");
    for (String name : List.of("HEAD:elsewhere", "no-such:kept/runs")) {
      assertThatThrownBy(() -> RevisionStore.open(name, repository))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("store " + name + " is neither a folder nor");
    }
    assertThatThrownBy(() -> RevisionStore.open("--output=x:y", repository))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--output=x:y is not a folder");
  }

  private String record(String name) throws Exception {
    try (RevisionStore opened = RevisionStore.open(name, repository)) {
      return Files.readString(opened.store().folder(RUN).resolve("record.json"));
    }
  }

  private void commit(String record, String settings) throws Exception {
    Path run = repository.resolve("kept/runs").resolve(RUN);
    Files.createDirectories(run.resolve("adapter"));
    Files.writeString(run.resolve("record.json"), record);
    Files.writeString(run.resolve("adapter/adapter_config.json"), settings);
    Files.writeString(run.resolveSibling("notes.txt"), "not a run");
    git("add", ".");
    git(
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "-qm",
        record);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(repository.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean hasGit() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
