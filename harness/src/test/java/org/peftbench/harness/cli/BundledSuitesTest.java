package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;

/** Every suite we hand out is valid, and has a floor and a ceiling in its tables. */
class BundledSuitesTest {
  static List<String> names() {
    return SuiteLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isValid(String name) {
    SuiteLibrary.Source source = SuiteLibrary.find(name);

    Suite suite = new SuiteReader(new Installation(null)).read(source);

    assertThat(suite.name()).isEqualTo(name);
    assertThat(suite.description()).isNotBlank();
    assertThat(suite.methods()).extracting(MethodChoice::method).contains("full", "head-only");
  }

  @Test
  void smokeHasEveryMethod() {
    Suite smoke = new SuiteReader(new Installation(null)).read(SuiteLibrary.find("smoke"));

    assertThat(smoke.methods())
        .extracting(MethodChoice::method)
        .containsExactlyInAnyOrderElementsOf(
            PeftMethods.all().stream().map(PeftMethod::name).toList());
  }
}
