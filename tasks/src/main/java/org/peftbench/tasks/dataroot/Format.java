package org.peftbench.tasks.dataroot;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The file formats of a data root, each by its suffix; all but Parquet may be compressed with gzip.
 * Nothing is guessed from a sample: columns are texts, and what they mean is the task's to say.
 */
enum Format {
  PARQUET("parquet"),
  /** One object a line. */
  JSONL("jsonl"),
  /** An array of objects, or SQuAD's own nested form. */
  JSON("json"),
  /** RFC 4180 with a header: commas, and quotation marks doubled inside quotation marks. */
  CSV("csv"),
  /** As GLUE's own files: a header, tabs, and quotation marks that mean nothing. */
  TSV("tsv"),
  /** A word a line, its tag in the last column, a blank line behind each sentence. */
  CONLL("conll");

  private static final String GZIP = ".gz";

  private final String suffix;

  Format(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /** The names that a file of this format may have. */
  List<String> fileNames(String split) {
    String name = split + "." + suffix;
    return this == PARQUET ? List.of(name) : List.of(name, name + GZIP);
  }

  static boolean isCompressed(String fileName) {
    return fileName.endsWith(GZIP);
  }

  /**
   * DuckDB's table function that reads a file.
   *
   * @param path of the file
   * @param header the columns of a CSV or TSV file, in order
   */
  String relation(String path, List<String> header) {
    String file = literal(path);
    return switch (this) {
      case PARQUET -> "read_parquet(" + file + ")";
      case JSONL -> "read_ndjson_objects(" + file + ")";
      case CSV -> delimited(file, header, "delim = ',', quote = '\"', escape = '\"'");
      case TSV -> delimited(file, header, "delim = '\t', quote = '', escape = ''");
      case JSON, CONLL -> throw new IllegalStateException(this + " is not read by DuckDB");
    };
  }

  private static String delimited(String file, List<String> header, String dialect) {
    String columns =
        header.stream()
            .map(column -> literal(column) + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    String names = header.stream().map(Format::literal).collect(Collectors.joining(", ", "[", "]"));
    return ("read_csv(%s, %s, header = true, auto_detect = false, strict_mode = true,"
            + " columns = %s, force_not_null = %s)")
        .formatted(file, dialect, columns, names);
  }

  /** A text as SQL writes it. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A column's name as SQL writes it. */
  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
