package org.peftbench.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/**
 * One run on a machine of the cluster, as a child process of Spark's executor there.
 *
 * <p>A task may begin twice, since a machine can die behind the last byte of a record and before
 * Spark has heard of it. The second one finds the record and has nothing to do.
 *
 * @param id of the run
 * @param job its file's text
 * @param store path of the store
 * @param through URL of the folder to send the record through; null if this machine sees the store
 * @param command that makes the run, to be followed by the job's file
 */
record RunTask(String id, String job, String store, @Nullable String through, List<String> command)
    implements Serializable {
  private static final String RECORD = "record.json";

  RunTask {
    command = List.copyOf(command);
  }

  /**
   * Makes the run, unless there is a record of it.
   *
   * @throws IOException if no process can be started, or it leaves no record; Spark then tries
   *     again, on another machine if this one has died
   */
  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peftbench-run");
    try {
      if (through == null) {
        if (!Files.exists(Path.of(store, id, RECORD))) {
          make(folder, List.of());
        }
      } else if (!Passage.of(through).has(id)) {
        Path here = folder.resolve("store");
        make(folder, List.of("--store", here.toString()));
        Passage.of(through).send(here.resolve(id), id);
      }
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  private void make(Path folder, List<String> more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    if (words.get(0).equals("java")) { // may lie elsewhere than where the runs were planned
      words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
    words.add(Files.writeString(folder.resolve("job.json"), job).toString());
    words.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    ResourceInformation accelerators = TaskContext.get().resourcesJMap().get("gpu");
    if (accelerators != null) {
      builder.environment().put("CUDA_VISIBLE_DEVICES", String.join(",", accelerators.addresses()));
    }
    Process process = builder.start(); // its standard input ends with us, and so does the process
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("run %s left no record (status %d)".formatted(id, status));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
