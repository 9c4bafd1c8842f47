package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

/** Locks inside one process; that other processes respect them is the system's promise. */
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
