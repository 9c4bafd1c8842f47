package org.peftbench.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Worker;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code peftbench work}: what an executor starts on a machine that it was given. */
@Command(
    name = "work",
    hidden = true,
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "Makes one run that another process has planned; ends with standard input.")
final class WorkCommand implements Callable<Integer> {
  @Mixin LocalRuns local;

  @Parameters(paramLabel = "JOB", description = "file that says what the run is")
  Path job;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "folder that the record goes to (default: the one that the job names)")
  @Nullable Path store;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Worker.endWithParent();
    return local.make(read()) ? 0 : 1;
  }

  private Job read() throws IOException {
    try {
      Job told = Json.MAPPER.readValue(Files.readString(job), Job.class);
      return store == null ? told : told.into(store.toAbsolutePath().normalize());
    } catch (JsonProcessingException e) {
      throw new UserError("%s is no job of this version: %s", job, e.getOriginalMessage())
          .withCause(e);
    }
  }
}
