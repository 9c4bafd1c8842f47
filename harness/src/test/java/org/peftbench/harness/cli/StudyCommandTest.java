package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.StudyStore;

class StudyCommandTest {
  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void oneExampleMakesNoKernel() {
    assertThat(study("ntk", "--task", "acceptability", "--examples", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--examples must be >= 2, got 1");
  }

  @Test
  void aKernelIsOfTrainingsTypesAndOnADeviceThatIsThere() {
    assertThat(study("ntk", "--task", "acceptability", "--dtype", "f16")).isEqualTo(2);
    assertThat(err.toString()).contains("no training computes in float16");
    assertThat(study("ntk", "--task", "acceptability", "--device", "tpu:0")).isEqualTo(2);
    assertThat(err.toString()).contains("device must be cpu or gpu:0");
  }

  @Test
  void aStoreWithoutAdaptersIsNamed() throws Exception {
    Path store = Files.createDirectory(folder.resolve("runs"));
    assertThat(study("rank", "--store", store.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no run in " + store + " left an adapter");
  }

  /** Two lines of one name could not be told apart. */
  @Test
  void aMethodThatIsNamedTwiceIsComparedOnce() {
    Path store = folder.resolve("runs");
    String[] words = "ntk --task acceptability --model tiny-roberta --examples 4".split(" ");
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--method", "lora,full,lora,lora: {rank: 2}", "--store", store.toString()));
    assertThat(study(all.toArray(String[]::new))).as(err.toString()).isZero();
    KernelStudy study = (KernelStudy) new StudyStore(store).all().get(0);
    assertThat(study.kernels())
        .extracting(KernelStudy.Kernel::label)
        .containsExactly("full", "lora", "lora {\"rank\":2}");
  }

  private int study(String... words) {
    String[] arguments = new String[words.length + 1];
    arguments[0] = "study";
    System.arraycopy(words, 0, arguments, 1, words.length);
    return Main.execute(arguments, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
  }
}
