package org.peftbench.results.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class StudyStoreTest {
  @TempDir Path folder;

  @Test
  void keepsWhatItIsGiven() {
    StudyStore store = new StudyStore(folder);
    assertThat(store.all()).isEmpty();
    KernelStudy study = Studies.kernels("topics", "lora", "head-only");
    Path file = store.save(study);
    assertThat(file).hasParent(folder.resolve("studies")).hasFileName(study.id() + ".json");
    assertThat(store.all()).containsExactly(study);
    store.save(study);
    assertThat(store.all()).hasSize(1);
  }

  @Test
  void keepsEitherKindBesideTheOther() {
    StudyStore store = new StudyStore(folder);
    UpdateStudy updates = Studies.updates("topics", "lora", "bitfit", "prompt-tuning");
    KernelStudy kernels = Studies.kernels("topics", "lora");
    store.save(updates);
    store.save(kernels);
    assertThat(store.all()).containsExactlyInAnyOrder(updates, kernels);
  }

  @Test
  void anotherMethodOrTaskIsAnotherStudy() {
    assertThat(Studies.kernels("topics", "lora").id())
        .matches("[0-9a-f]{16}")
        .isEqualTo(Studies.kernels("topics", "lora").id())
        .isNotEqualTo(Studies.kernels("topics", "ia3").id())
        .isNotEqualTo(Studies.kernels("other", "lora").id());
  }

  @Test
  void damagedAndNewerOnesAreNamed() throws Exception {
    StudyStore store = new StudyStore(folder);
    Path file = store.save(Studies.kernels("topics", "lora"));
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"schema\":1", "\"schema\":2"));
    assertThatThrownBy(store::all)
        .isInstanceOf(UserError.class)
        .hasMessage("study has schema 2 but this peftbench reads 1 to 1: use a newer peftbench");
    Files.writeString(file, text.replace("[0.25,0.9]", "[0.25]"));
    assertThatThrownBy(store::all).hasMessageContaining("is damaged");
    Files.writeString(file, text.substring(100));
    assertThatThrownBy(store::all)
        .isInstanceOf(UserError.class)
        .hasMessage("study " + file + " is damaged: remove it and make it again");
  }
}
