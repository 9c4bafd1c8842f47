package org.peftbench.tasks.dataroot;

/** The file formats of a data root, each by its suffix and DuckDB's way to read it. */
enum Format {
  PARQUET("parquet", "read_parquet(%s)"),
  /** One object a line; each is checked by itself, so nothing is guessed from a sample. */
  JSONL("jsonl", "read_ndjson_objects(%s, maximum_object_size = 67108864)"),
  /** RFC 4180 with a header: comma, quotation marks doubled inside quotation marks. */
  CSV(
      "csv",
      "read_csv(%s, delim = ',', quote = '\"', escape = '\"', header = true, all_varchar = true,"
          + " auto_detect = true, strict_mode = true, null_padding = false)"),
  /** As GLUE's own files: a header, tabs, and quotation marks that mean nothing. */
  TSV(
      "tsv",
      "read_csv(%s, delim = '\t', quote = '', escape = '', header = true, all_varchar = true,"
          + " auto_detect = true, strict_mode = true, null_padding = false)");

  private final String suffix;
  private final String relation;

  Format(String suffix, String relation) {
    this.suffix = suffix;
    this.relation = relation;
  }

  String suffix() {
    return suffix;
  }

  /** The table function that reads a file, given as an SQL literal. */
  String relation(String literal) {
    return relation.formatted(literal);
  }
}
