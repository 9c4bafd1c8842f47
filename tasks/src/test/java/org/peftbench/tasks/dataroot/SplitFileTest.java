package org.peftbench.tasks.dataroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class SplitFileTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "jsonl", "csv", "tsv"})
  void findsEveryFormat(String suffix) throws IOException {
    Path file = make("nyu-mll/glue/cola/train." + suffix);
    SplitFile found = SplitFile.find(root, "nyu-mll/glue/cola/train");
    assertThat(found.path()).isEqualTo(file);
    assertThat(found.format().suffix()).isEqualTo(suffix);
  }

  @Test
  void saysWhatItLookedForWithoutARoot() {
    assertThatThrownBy(() -> SplitFile.find(null, "nyu-mll/glue/cola/train"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "looked for nyu-mll/glue/cola/train.{parquet,jsonl,json,csv,tsv,conll}[.gz], but no data root is set:"
                + " give --data DIR or set PEFTBENCH_DATA");
  }

  @Test
  void saysWhatItLookedForWithoutTheSplit() {
    assertThatThrownBy(() -> SplitFile.find(root, "nyu-mll/glue/cola/train"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "looked for nyu-mll/glue/cola/train.{parquet,jsonl,json,csv,tsv,conll}[.gz] in data root %s and found"
                + " none: give --data DIR or set PEFTBENCH_DATA",
            root);
  }

  @Test
  void refusesARootThatIsNone() throws IOException {
    Path file = make("file");
    assertThatThrownBy(() -> SplitFile.find(file, "a/b/train"))
        .isInstanceOf(UserError.class)
        .hasMessage("data root %s is not a folder: give --data DIR or set PEFTBENCH_DATA", file);
  }

  @Test
  void refusesTwoFilesOfOneSplit() throws IOException {
    make("a/b/train.csv");
    make("a/b/train.jsonl");
    assertThatThrownBy(() -> SplitFile.find(root, "a/b/train"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "a/b/train.jsonl and a/b/train.csv both hold one split in data root %s: remove one",
            root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../b/train", "/a/b/train", "a//train", "a/./train", "a/b\\c/train", "a/b*/t"})
  void staysInsideTheRoot(String split) {
    assertThatThrownBy(() -> SplitFile.find(root, split))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("must be <dataset>/<config>/<split> inside the data root");
  }

  private Path make(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }
}
