package org.peftbench.harness.exchange;

import org.peftbench.models.text.Encoding;

/**
 * One row to answer.
 *
 * @param id the row's own, or its number in the file from 0
 */
record InputRow(String id, Encoding encoding) {}
