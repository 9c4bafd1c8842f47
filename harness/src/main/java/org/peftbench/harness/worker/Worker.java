package org.peftbench.harness.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.results.base.Json;

/** The child's side of a run: reads the job, trains, tells. */
public final class Worker {
  private Worker() {}

  /**
   * Serves one job and ends the process.
   *
   * @param arguments the job's file
   */
  public static void serve(String[] arguments, Training training) {
    endWithParent();
    WorkerLines.Writer parent = new WorkerLines.Writer(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err); // standard output belongs to the protocol
    int status = 0;
    try {
      Job job = Json.MAPPER.readValue(Files.readString(Path.of(arguments[0])), Job.class);
      training.execute(job, parent::progress);
    } catch (Throwable thrown) { // also Errors: the parent must hear of every end
      thrown.printStackTrace();
      parent.failure(Failure.of(thrown));
      status = 1;
    }
    System.exit(status);
  }

  /** The parent holds the other end of standard input: when it ends, however it ends, so do we. */
  public static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // a broken pipe says the same as its end
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
