package org.peftbench.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.peftbench.harness.worker.Job;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;

/**
 * What a task starts in the place of peftbench: it asks a test whether it may go on, and then
 * leaves a record.
 */
final class GatedRun {
  private GatedRun() {}

  /** Its port, the job's file and perhaps {@code --store DIR}. */
  public static void main(String[] arguments) throws IOException {
    Job job = Json.MAPPER.readValue(Files.readString(Path.of(arguments[1])), Job.class);
    String told = job.spec().seed() + " " + ProcessHandle.current().pid() + "\n";
    try (Socket gate =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        OutputStream out = gate.getOutputStream();
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(gate.getInputStream(), StandardCharsets.UTF_8))) {
      out.write(told.getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (answer.readLine() == null) {
        System.exit(1);
      }
    }
    Path store = arguments.length > 2 ? Path.of(arguments[3]) : job.store();
    RunStore.at(store).save(record(job), List.of());
  }

  private static RunRecord record(Job job) {
    return RunRecord.failure(
        job.label(),
        job.spec(),
        RunStatus.DIVERGED,
        "made by " + ProcessHandle.current().pid(),
        Instant.EPOCH);
  }
}
