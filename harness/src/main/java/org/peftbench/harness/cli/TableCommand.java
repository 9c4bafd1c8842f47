package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.table.NamedGrid;
import org.peftbench.reports.table.Tables;
import org.peftbench.results.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench table}: one table of a report in one format. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Prints one table of a store's report; without a name, the names there are.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench table                        which tables there are",
      "  peftbench table tasks --format latex   methods and tasks, for a paper",
      "  peftbench table versus:lora            lora's lead over each other method",
      "  peftbench table task:rte --format csv  one task, all digits"
    })
final class TableCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin FormatOption format;

  @Parameters(paramLabel = "TABLE", arity = "0..1", description = "the table's name")
  @Nullable String name;

  @Override
  public Integer call() {
    Comparison comparison = Comparison.of(RunStore.existing(store.path()));
    if (name == null) {
      PrintWriter out = spec.commandLine().getOut();
      Tables.of(comparison).stream().map(NamedGrid::name).forEach(out::println);
    } else {
      format.print(Tables.named(name, comparison).grid());
    }
    return 0;
  }
}
