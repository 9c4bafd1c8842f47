package org.peftbench.tasks.dataroot;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The file formats of a data root, each by its suffix and DuckDB's way to read it. Nothing is
 * guessed from a sample: columns are texts, and what they mean is the task's to say.
 */
enum Format {
  PARQUET("parquet"),
  /** One object a line. */
  JSONL("jsonl"),
  /** RFC 4180 with a header: commas, and quotation marks doubled inside quotation marks. */
  CSV("csv"),
  /** As GLUE's own files: a header, tabs, and quotation marks that mean nothing. */
  TSV("tsv");

  private final String suffix;

  Format(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /**
   * The table function that reads a file.
   *
   * @param path of the file
   * @param header the columns of a CSV or TSV file, in order
   */
  String relation(String path, List<String> header) {
    String file = literal(path);
    return switch (this) {
      case PARQUET -> "read_parquet(" + file + ")";
      case JSONL -> "read_ndjson_objects(" + file + ", maximum_object_size = 67108864)";
      case CSV -> delimited(file, header, "delim = ',', quote = '\"', escape = '\"'");
      case TSV -> delimited(file, header, "delim = '\t', quote = '', escape = ''");
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
