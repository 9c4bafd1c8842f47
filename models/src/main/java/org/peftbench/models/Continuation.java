package org.peftbench.models;

/**
 * A batch of texts that are being written, with what the model keeps of them.
 *
 * <p>Rows end, multiply and change places as a search asks: {@link #append} says of each row which
 * one it continues.
 */
public interface Continuation extends AutoCloseable {
  /** Logits of each row's next token, [rows][vocabulary]. */
  float[][] logits();

  /**
   * Writes one token a row.
   *
   * @param rows present rows to continue; one may come several times or not at all
   * @param tokens what each of them is continued with
   * @throws org.peftbench.results.base.UserError if a text would be longer than the model's
   *     positions
   */
  void append(int[] rows, int[] tokens);

  /** Tokens a row that {@link #append} still takes. */
  int room();

  /** Frees what is kept. */
  @Override
  void close();
}
