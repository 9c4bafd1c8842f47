package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.reports.table.GridFormat;

class ParamsCommandTest {
  /**
   * What does not fit models with default settings: llama has no biases; falcon's one key head is
   * 64 wide, less than ReLoRA's rank, and Compacter's four terms do not divide its bottleneck.
   */
  private static final Map<String, List<String>> MISFITS =
      Map.of(
          "llama-7b", List.of("bitfit"),
          "llama-13b", List.of("bitfit"),
          "llama2-7b", List.of("bitfit"),
          "mistral-7b", List.of("bitfit"),
          "falcon-7b", List.of("compacter", "relora"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void propulsionTrainsWhatItsPaperPrints() {
    assertThat(trained("--method", "propulsion", "--frozen-head", "2")).isEqualTo("86018");
    assertThat(trained("--method", "propulsion: {targets: [query, key, value]}", "--frozen-head=2"))
        .isEqualTo("27648");
  }

  @Test
  void aPromptCostsWhereItIsLookedAt() {
    assertThat(params("--model=bart-large", "--method=prompt-tuning", "--format=csv")).isZero();
    // 12 layers of the encoder, and 12 that look across: scores and values of 20 vectors of 1024
    assertThat(out.toString()).contains("," + 2 * 12 * 2 * 20 * 1024 + ",no");
  }

  @Test
  void aTrainedHeadIsNotCounted() {
    // 12 layers, queries and values, rank 8 of 768
    assertThat(trained("--method", "lora")).isEqualTo(Integer.toString(12 * 2 * 8 * 2 * 768));
    assertThat(trained("--method", "head-only")).isEqualTo("0");
    assertThat(trained("--method", "full")).isEqualTo("124645632");
  }

  @Test
  void tableShowsRoundedFigures() {
    assertThat(params("--model=llama-7b", "--method", "lora: {rank: 16},dora")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            model     method              trained    share   adapter     AdamW  multiply-adds  merges
            llama-7b  lora {"rank":16}  8,388,608   0.12 %  32.0 MiB  64.0 MiB      8,388,608  yes
            llama-7b  dora              4,456,448  0.066 %  17.0 MiB  34.0 MiB      4,456,448  yes
            """);
  }

  @Test
  void csvHasAllDigits() {
    assertThat(params("--method=vera", "--format=csv")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            model,method,trained,share,adapter,AdamW,multiply-adds,merges
            roberta-base,vera,24576,0.00019716695728254642,1671168,196608,9461760,yes
            """);
  }

  @Test
  void markdownEscapes() {
    assertThat(params("--model=minilm", "--method", "ia3", "--format=md")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            | model | method | trained | share | adapter | AdamW | multiply-adds | merges |
            |:--|:--|--:|--:|--:|--:|--:|:--|
            | minilm | ia3 | 13,824 | 0.061 % | 54.0 KiB | 108.0 KiB | 13,824 | yes |
            """);
  }

  @Test
  void formulasInLatex() {
    assertThat(params("--symbolic", "--method", "full,dora,krona", "--format=latex")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            % needs \\usepackage{booktabs}
            \\begin{tabular}{lll}
            \\toprule
            method & trained & multiply-adds \\\\
            \\midrule
            full & d$^2$ + d & 0 \\\\
            dora & 2dr + d & 2dr + d \\\\
            krona & 2d & 2d$\\sqrt{d}$ \\\\
            \\bottomrule
            \\end{tabular}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "roberta-base",
        "roberta-large",
        "deberta-v3-base",
        "bart-large",
        "bloomz-7b1",
        "gpt-j-6b",
        "llama-7b",
        "llama-13b",
        "llama2-7b",
        "falcon-7b",
        "mistral-7b",
        "phi-2",
        "bert-base",
        "minilm"
      })
  void everyMethodSaysEverythingOfEveryModel(String model) {
    assertThat(params("--model=" + model, "--format=csv")).isZero();
    List<String> rows = out.toString().lines().skip(1).toList();
    assertThat(rows).allMatch(row -> row.matches(model + ",[a-z0-9-]+(,[0-9.]+){5},(yes|no)"));
    List<String> all = new ArrayList<>(PeftMethods.all().stream().map(PeftMethod::name).toList());
    all.removeAll(MISFITS.getOrDefault(model, List.of()));
    assertThat(rows).extracting(row -> row.split(",", -1)[1]).isEqualTo(all);
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodHasItsFormulaInEveryFormat(GridFormat format) {
    assertThat(params("--symbolic", "--format=" + format)).isZero();
    assertThat(out.toString()).doesNotContain("not stated");
    for (PeftMethod<?> method : PeftMethods.all()) {
      assertThat(out.toString()).containsPattern("\\b" + method.name() + "\\b");
    }
  }

  @Test
  void ofAllMethodsThoseThatFitAreShown() {
    assertThat(params("--model=llama-7b")).isZero();
    assertThat(out.toString()).contains("llama-7b  lora ").doesNotContain("bitfit");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused(
        "peftbench: bitfit targets [query, key, value, attention_output, ffn_up, ffn_gate, ffn_down,"
            + " layer_norm] have no biases in this backbone",
        "--model=llama-7b",
        "--method=bitfit");
    assertRefused(
        "peftbench: --method must be names with settings or without, such as"
            + " 'lora: {rank: 16},ia3', got 'lora: 3'",
        "--method=lora: 3");
    assertRefused("peftbench: lora config: rank must be >= 1, got 0", "--method=lora: {rank: 0}");
  }

  private void assertRefused(String line, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(params(arguments)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(line + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  private String trained(String... arguments) {
    out.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--format=csv";
    assertThat(params(all)).as(err.toString()).isZero();
    String row = out.toString().lines().skip(1).findFirst().orElseThrow();
    return row.replaceAll("\".*\"", "settings").split(",", -1)[2];
  }

  private int params(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "params";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.execute(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
