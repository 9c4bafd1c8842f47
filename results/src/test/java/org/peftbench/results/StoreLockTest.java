package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

/** Locks inside one process, and where parts stand beside each other, of two. */
class StoreLockTest {
  @TempDir Path root;
  private RunStore store;

  @BeforeEach
  void open() {
    store = RunStore.at(root);
  }

  @Test
  void aStoreIsTakenOnce() throws IOException {
    StoreLock lock = StoreLock.take(store);
    assertInUse(() -> StoreLock.take(store));
    assertInUse(() -> StoreLock.takePart(store, "1-of-2"));
    lock.close();
    assertThatCode(() -> StoreLock.take(store).close()).doesNotThrowAnyException();
  }

  @Test
  void aPartIsTakenOnceAndKeepsTheWholeFromOthers() throws IOException {
    StoreLock part = StoreLock.takePart(store, "1-of-2");
    assertInUse(() -> StoreLock.take(store));
    assertInUse(() -> StoreLock.takePart(store, "1-of-2"));
    part.close();
    assertThatCode(() -> StoreLock.take(store).close()).doesNotThrowAnyException();
  }

  @Test
  void partsStandBesideOnlyThoseOfAsMany() throws IOException {
    try (LockHolder other = LockHolder.ofPart(root, "1-of-2")) {
      assertThat(other.said()).isEqualTo("taken");
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> StoreLock.takePart(store, "1-of-3").close())
          .withMessage(
              "store %s is in use by a sweep of part 1-of-2, which may have runs of part 1-of-3,"
                  + " too: wait for it to end, or divide into 2 parts as it does",
              root);
      try (LockHolder second = LockHolder.ofPart(root, "2-of-2")) {
        assertThat(second.said()).isEqualTo("taken");
      }
    }
    assertThatCode(() -> StoreLock.takePart(store, "1-of-3").close()).doesNotThrowAnyException();
  }

  @Test
  void partsThatLookAtTheSameFileDoNotKeepEachOtherAway() throws IOException {
    Path left = Files.createFile(root.resolve(".lock-1-of-3"));
    try (LockHolder looking = LockHolder.lookingAt(left)) {
      assertThat(looking.said()).isEqualTo("taken");
      assertThatCode(() -> StoreLock.takePart(store, "2-of-2").close()).doesNotThrowAnyException();
    }
  }

  private void assertInUse(Taking taking) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> taking.take().close())
        .withMessage(
            "store %s is in use by another sweep: wait for it, or name another with --store", root);
  }

  @FunctionalInterface
  private interface Taking {
    StoreLock take() throws IOException;
  }
}
