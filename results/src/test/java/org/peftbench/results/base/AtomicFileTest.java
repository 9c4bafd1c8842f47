package org.peftbench.results.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @Test
  void replacesAndMakesFolders(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a/b/file.txt");
    AtomicFile.write(file, "old");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(files(file.getParent())).containsExactly("file.txt");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("file.txt");
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("power cut");
                    }))
        .hasMessage("power cut");
    assertThat(file).hasContent("old");
    assertThat(files(folder)).containsExactly("file.txt");
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
    Configuration small = Configuration.unix().toBuilder().setMaxSize(64 * 1024).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path folder = disk.getPath("/store");
      Path file = folder.resolve("record.json");
      AtomicFile.write(file, "old");
      assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(new byte[1 << 20])))
          .isInstanceOf(IOException.class);
      assertThat(Files.readString(file)).isEqualTo("old");
      assertThat(files(folder)).containsExactly("record.json");
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
