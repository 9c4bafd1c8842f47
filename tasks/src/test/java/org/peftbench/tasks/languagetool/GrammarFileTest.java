package org.peftbench.tasks.languagetool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrammarFileTest {
  @Test
  void readsCorrectionsOfRulesAndGroups() throws XMLStreamException {
    assertThat(
            read(
                """
                <!DOCTYPE rules [<!ENTITY pronoun "them">]>
                <rules><category id="GRAMMAR">
                  <rule id="ONE"><pattern><token>x</token></pattern>
                    <example correction="likes">She
                       <marker>like</marker> &pronoun; &amp; us.</example></rule>
                  <rulegroup id="TWO">
                    <rule><example correction="a"><marker>an</marker> dog</example></rule>
                    <rule id="INNER"><example correction="an">It is <marker>a</marker></example></rule>
                  </rulegroup>
                </category></rules>
                """))
        .containsExactly(
            new Correction("GRAMMAR", "ONE", "She like them & us.", "She likes them & us."),
            new Correction("GRAMMAR", "TWO", "an dog", "a dog"),
            new Correction("GRAMMAR", "TWO", "It is a", "It is an"));
  }

  @Test
  void leavesOutWhatHasNoSureCorrection() throws XMLStreamException {
    assertThat(
            read(
                """
                <rules><category id="GRAMMAR"><rule id="ONE">
                  <example>All is right.</example>
                  <example>All <marker>is</marker> right.</example>
                  <example correction="">All <marker>are</marker> wrong.</example>
                  <example correction="a|b">All <marker>c</marker> fine.</example>
                  <example correction="a">No marker.</example>
                  <example correction="a">Two <marker>b</marker> <marker>c</marker>.</example>
                  <example correction="a" type="triggers_error">A <marker>b</marker>.</example>
                </rule></category></rules>
                """))
        .isEmpty();
  }

  @Test
  void readsNoOtherFile(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    List<Correction> corrections =
        read(
            """
            <!DOCTYPE rules SYSTEM "%1$s.dtd" [<!ENTITY other SYSTEM "%1$s">]>
            <rules><category id="GRAMMAR"><rule id="ONE">
              <example correction="a">Not &other; <marker>b</marker></example>
            </rule></category></rules>
            """
                .formatted(secret.toUri()));
    assertThat(corrections).noneSatisfy(c -> assertThat(c.wrong()).contains("secret"));
  }

  @Test
  void refusesBrokenXml() {
    assertThatThrownBy(() -> read("<rules><category id=\"X\"></rules>"))
        .isInstanceOf(XMLStreamException.class);
  }

  @Test
  void readsTheEnglishRules() {
    assertThat(GrammarFile.english())
        .hasSizeBetween(7_000, 7_600)
        .contains(
            new Correction(
                "CONFUSED_WORDS",
                "SINCE_FOR",
                "I've lived in Barcelona since six years.",
                "I've lived in Barcelona for six years."));
  }

  private static List<Correction> read(String xml) throws XMLStreamException {
    return GrammarFile.corrections(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
