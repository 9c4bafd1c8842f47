package org.peftbench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * A folder of any Hadoop file system through which runs come from the machines that make them to
 * the one that asked. A run is there whole or not at all: it is copied beside its place and moved.
 */
final class Passage {
  private final FileSystem files;
  private final org.apache.hadoop.fs.Path root;

  private Passage(FileSystem files, org.apache.hadoop.fs.Path root) {
    this.files = files;
    this.root = root;
  }

  /** The one at a URL, under Spark's settings. */
  static Passage of(String url) throws IOException {
    Configuration settings = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    return at(url, settings);
  }

  static Passage at(String url, Configuration settings) throws IOException {
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(url);
    return new Passage(root.getFileSystem(settings), root);
  }

  /** Whether a run has come so far. */
  boolean has(String id) throws IOException {
    return files.exists(place(id));
  }

  /** Sends a run's folder, unless another attempt was quicker. */
  void send(Path run, String id) throws IOException {
    org.apache.hadoop.fs.Path part = new org.apache.hadoop.fs.Path(root, beside(id));
    try {
      files.mkdirs(root);
      if (!FileUtil.copy(run.toFile(), files, part, false, files.getConf())) {
        throw new IOException("run %s can't be copied to %s".formatted(id, part));
      }
      if (!has(id) && !files.rename(part, place(id)) && !has(id)) {
        throw new IOException("%s can't be moved to %s".formatted(part, place(id)));
      }
    } finally {
      files.delete(part, true); // nothing is left of it if all went well
    }
  }

  /** Brings a run into a store, in the place of what the store has of it, and removes it here. */
  void fetch(String id, Path store) throws IOException {
    Path part = store.resolve(beside(id));
    Path target = store.resolve(id);
    try {
      files.copyToLocalFile(false, place(id), new org.apache.hadoop.fs.Path(part.toUri()), true);
      FileUtil.fullyDelete(target.toFile());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileUtil.fullyDelete(part.toFile());
    }
    files.delete(place(id), true);
  }

  private org.apache.hadoop.fs.Path place(String id) {
    return new org.apache.hadoop.fs.Path(root, id);
  }

  private static String beside(String id) {
    return "." + id + "." + UUID.randomUUID() + ".part";
  }
}
