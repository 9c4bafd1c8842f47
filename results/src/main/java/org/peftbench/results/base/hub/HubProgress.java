package org.peftbench.results.base.hub;

/** Is told how far a download has come. */
@FunctionalInterface
public interface HubProgress {
  /** Tells nobody. */
  HubProgress SILENT = (file, bytes) -> {};

  /**
   * So much of a file is here.
   *
   * @param bytes from 0, or what an earlier try left, to the file's size; falls where the server
   *     starts over
   */
  void at(HubFile file, long bytes);
}
