package org.peftbench.harness.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class TrackersTest {
  @Test
  void areNamedWithTheirPlace(@TempDir Path folder) {
    assertThat(Trackers.of("mlflow=http://tracker:5000").title())
        .isEqualTo("mlflow=http://tracker:5000");
    assertThat(Trackers.of("mlflow=" + folder)).isEqualTo(new MlflowFolder(folder));
    assertThat(Trackers.of("tensorboard=" + folder)).isEqualTo(new EventFiles(folder));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Trackers.of("mlfow=x"))
        .withMessageContaining("Did you mean mlflow?");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Trackers.of("tensorboard"))
        .withMessageContaining("needs a place");
  }

  @Test
  void neverRepeatsAPassword() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Trackers.of("mlflow=https://user:hush@tracker"))
        .withMessageContaining("MLFLOW_TRACKING_PASSWORD")
        .withMessageNotContaining("hush");
  }
}
