package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.peftbench.harness.serve.ReportServer;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.StudyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peftbench serve}: a store's report on this machine's loopback, as it grows. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Shows a store's report in a browser of this machine, with the progress of a sweep that is"
          + " still running. Nothing is reachable from other machines. Ctrl-C ends it.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port on the loopback address (default: any free one)")
  int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw new UserError("--port must lie in [0, 65535], got %d", port);
    }
    RunStore runs = RunStore.existing(store.path());
    try (ReportServer server =
        ReportServer.start(
            runs,
            new InstalledRunFiles(run -> runs, data.path(), new StudyStore(runs.root())::all),
            port)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Report: " + server.address());
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
