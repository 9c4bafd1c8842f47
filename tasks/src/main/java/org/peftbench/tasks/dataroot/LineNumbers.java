package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/** Finds lines in a file, which is done only when one is to be complained about. */
final class LineNumbers {
  private static final JsonFactory JSON = new JsonFactory();

  private LineNumbers() {}

  /** The first line; empty if there is none. */
  static String first(SplitFile file) {
    try (BufferedReader lines = open(file, StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code file:line} of a row, or {@code file row n} where a format has no lines. */
  static String place(SplitFile file, int row) {
    return switch (file.format()) {
      case PARQUET, JSON, CONLL -> file.path() + " row " + (row + 1);
      case JSONL -> file.path() + ":" + lineOf(file, row, false);
      case TSV -> file.path() + ":" + lineOf(file, row + 1, false);
      case CSV -> file.path() + ":" + lineOf(file, row + 1, true);
    };
  }

  /** The line on which record number {@code record} starts; blank lines hold none. */
  private static int lineOf(SplitFile file, int record, boolean quotes) {
    try (BufferedReader lines = open(file, StandardCharsets.UTF_8)) {
      int number = 0;
      int records = 0;
      boolean inside = false; // a quoted field that goes on over the line's end
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!inside && !line.isBlank() && records++ == record) {
          return number;
        }
        inside ^= quotes && line.chars().filter(c -> c == '"').count() % 2 == 1;
      }
      throw new IllegalStateException(file.path() + " has no record " + record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that is no JSON value in UTF-8; DuckDB's own count is off by blank lines. */
  static OptionalInt malformedJson(SplitFile file) {
    // Latin 1 keeps the bytes as they are, for the parser to judge.
    try (BufferedReader lines = open(file, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!isJson(line.getBytes(StandardCharsets.ISO_8859_1))) {
          return OptionalInt.of(number);
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that is not UTF-8, 0 if all are. */
  static int notUtf8(SplitFile file) {
    try (BufferedReader lines = open(file, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        if (!Arrays.equals(
            bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))) {
          return number;
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether these bytes are at most one JSON value, its texts whole characters. */
  private static boolean isJson(byte[] line) throws IOException {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder(); // knows lone surrogates
    try (JsonParser parser = JSON.createParser(line)) {
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (parser.getParsingContext().inRoot()) { // a value, or the end of a nested one
          values++;
        }
        if (token == JsonToken.VALUE_STRING && !encoder.canEncode(parser.getText())) {
          return false;
        }
      }
      return values <= 1;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Unlike {@link java.nio.file.Files#newBufferedReader}, takes broken text as it comes. */
  private static BufferedReader open(SplitFile file, Charset charset) throws IOException {
    return new BufferedReader(new InputStreamReader(file.open(), charset));
  }
}
