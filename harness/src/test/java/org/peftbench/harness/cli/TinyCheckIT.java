package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A tiny suite held to its baseline by {@code check}. */
class TinyCheckIT extends TinyRuns {
  /** Runs in this process's children, code unchanged: bit-equal, so nothing can be an alarm. */
  @Test
  void checkHoldsASuiteToItsBaseline() throws IOException {
    run("{method: lora, config: {rank: 2}}", "[1, 2]");
    String suite = "--suite=" + folder.resolve("suite.yaml");
    String data = data();
    String store = store();
    String baseline = "--baseline=" + folder.resolve("baseline.json");
    String to = "--out=" + folder.resolve("check");
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(2);
    assertThat(err.toString()).contains("make it with 'peftbench baseline update'");
    assertThat(peftbench("baseline", "update", suite, data, store, "--made", baseline))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--reason");
    update(suite, baseline, "--reason=the first", "--margin=time=0.9,memory=0.9");
    assertThat(answer("baseline", "show", folder.resolve("baseline.json").toString()))
        .contains(
            "the first", "lora, cola on dir:", "Unchanged code raises an alarm in at most 5 %");
    update(suite, baseline, "--reason=one seed", "--seed=2");
    assertThat(answer("baseline", "show", folder.resolve("baseline.json").toString()))
        .contains("the first", "one seed", "1, 2");
    assertThat(answer("check", suite, data, baseline, to))
        .contains("losses of the first steps", "suite tiny: no regression");
    assertThat(folder.resolve("check/check.xml")).content().contains("failures=\"0\"");

    Path file = folder.resolve("baseline.json");
    String right = Files.readString(file);
    Files.writeString(
        file,
        right.replaceAll("(?<peak>\"name\":\"peak_rss\"[^}]*\"value\":)[\\d.E]+", "${peak}1000.0"));
    err.getBuffer().setLength(0);
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(1);
    assertThat(out.toString()).contains("made twice, ");
    assertThat(err.toString().split("2 runs\n", -1)).as(err.toString()).hasSize(3);
    assertThat(peftbench("check", suite, data, store, "--made", baseline, to)).isEqualTo(1);
    assertThat(out.toString().substring(out.toString().lastIndexOf("configuration")))
        .as("the end of the log")
        .contains("peak_rss", "alarm")
        .doesNotContain("made twice", "pass");
    Files.writeString(file, right);

    Files.writeString(
        folder.resolve("suite.yaml"),
        Files.readString(folder.resolve("suite.yaml")).replace("rank: 2", "rank: 3"));
    assertThat(peftbench("check", suite, data, baseline, to)).isEqualTo(1);
    assertThat(folder.resolve("check/check.md"))
        .content()
        .contains("method.config.rank: 2, then 3", "trainable\\_parameters.adaptation");
    assertThat(peftbench("check", "--suite=smoke", baseline, "--made")).isEqualTo(2);
    assertThat(err.toString()).contains("is of suite tiny, not of smoke");
  }

  /** Makes the baseline, or a part of it, of the runs that are there. */
  private void update(String suite, String baseline, String reason, String more) {
    answer("baseline", "update", suite, data(), store(), "--made", baseline, reason, more);
  }
}
