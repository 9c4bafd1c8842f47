package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.outline.Outlines;

class PlanCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theIssuesOwnQuestion() {
    assertThat(
            plan(
                "--model=llama-7b",
                "--method=qlora,lora",
                "--batch=4",
                "--length=512",
                "--dtype=bf16",
                "--format=csv"))
        .as(err.toString())
        .isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "model,method,weights,replaced,trained,remembered,gradients,AdamW,activations,peak,FLOPs");
    String[] qlora = lines.get(1).split(",", -1);
    String[] lora = lines.get(2).split(",", -1);
    double parameters = 6_738_415_616.0;
    assertThat(Double.parseDouble(lora[2])).isEqualTo(2 * parameters);
    // the linear maps of the layers in four bits and scales, tables and norms in sixteen
    assertThat(Double.parseDouble(qlora[2]) + Double.parseDouble(qlora[5]))
        .isBetween(0.5 * parameters, 0.7 * parameters);
    // a product a weight and token forwards, and one back
    double products = 2.0 * 2 * parameters * 4 * 512;
    assertThat(Double.parseDouble(lora[10])).isBetween(0.95 * products, 1.2 * products);
  }

  static List<String> models() {
    return Outlines.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyKnownModelCanBePlanned(String model) {
    assertThat(plan("--model=" + model, "--batch=1", "--length=16", "--format=csv"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines().skip(1)).hasSize(1).allMatch(line -> line.startsWith(model));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --method=bitfit --model=llama-7b    | bitfit can't be used on llama-7b: bitfit targets [
          --model=llama-8b                    | Unknown model 'llama-8b'. Did you mean llama-7b?
          --method=lorra                      | Unknown method 'lorra'. Did you mean lora?
          --dtype=bf17                        | Unknown dtype 'bf17'. Did you mean bf16?
          --head=spam                         | Unknown head 'spam'. Did you mean span?
          --head=causal-lm                    | roberta-base has no head for causal-lm here: choose of
          --batch=0                           | --batch must be >= 1 and --length >= 4, got 0 and 128
          --dropout=1                         | --dropout must lie in [0, 1), got 1.0
          --length=513                        | lora can't be used on roberta-base: --length 513 is more than the model's 512 positions: lower it
          """)
  void refusesInOneLine(String arguments, String complaint) {
    assertThat(plan(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).startsWith("peftbench: " + complaint);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesToComputeAgainWhatLayersHandOn() {
    assertThat(plan("--gradient-checkpointing", "--method=reslora: {structure: middle}"))
        .isEqualTo(2);
    assertThat(err.toString())
        .startsWith("peftbench: reslora {\"structure\":\"middle\"} can't be used on roberta-base:")
        .contains("leave gradient_checkpointing out, or take structure block");
  }

  private int plan(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "plan";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.execute(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
