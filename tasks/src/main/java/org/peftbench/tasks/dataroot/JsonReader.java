package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Reads JSON: an array of objects, or the form of SQuAD's own files, {@code data > paragraphs >
 * qas}, whose rows then have the hub's columns {@code id}, {@code title}, {@code context}, {@code
 * question} and {@code answers} of {@code text} and {@code answer_start}.
 */
final class JsonReader {
  /** Reads one of many values, behind which others follow. */
  private static final ObjectReader TREES =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SplitFile file;
  private final List<Column> columns;
  private int rows;

  JsonReader(SplitFile file, List<Column> columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Reads the file, one article or object at a time; the number of rows. */
  int read(RowSink sink) {
    try (InputStream in = file.open();
        JsonParser parser = Json.MAPPER.getFactory().createParser(in)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        enterData(parser);
      } else if (first != JsonToken.START_ARRAY) {
        throw new UserError("%s must hold an array of objects, or SQuAD's 'data'", file.path());
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode item = TREES.readTree(parser);
        if (first == JsonToken.START_ARRAY) {
          accept(sink, item);
        } else {
          article(item, sink);
        }
      }
      return rows;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new UserError(
              "%s:%d: malformed JSON: %s",
              file.path(), at == null ? 1 : at.getLineNr(), e.getOriginalMessage())
          .withCause(e);
    } catch (IOException e) {
      throw new UserError("%s: %s", file.path(), e.getMessage()).withCause(e);
    }
  }

  private void enterData(JsonParser parser) throws IOException {
    StringJoiner found = new StringJoiner(", ");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      found.add(parser.currentName());
      if (parser.nextToken() == JsonToken.START_ARRAY && parser.currentName().equals("data")) {
        return;
      }
      parser.skipChildren();
    }
    throw new UserError(
        "%s must hold an array of objects, or SQuAD's 'data'; found %s", file.path(), found);
  }

  private void article(JsonNode article, RowSink sink) {
    for (JsonNode paragraph : article.path("paragraphs")) {
      for (JsonNode question : paragraph.path("qas")) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        row.set("id", question.get("id"));
        row.set("title", article.get("title"));
        row.set("context", paragraph.get("context"));
        row.set("question", question.get("question"));
        ArrayNode texts = row.putObject("answers").putArray("text");
        ArrayNode starts = row.withObject("/answers").putArray("answer_start");
        for (JsonNode answer : question.path("answers")) {
          texts.add(answer.get("text"));
          starts.add(answer.get("answer_start"));
        }
        accept(sink, row);
      }
    }
  }

  private void accept(RowSink sink, JsonNode item) {
    List<List<String>> cells = new ArrayList<>(columns.size());
    try {
      for (Column column : columns) {
        cells.add(cell(item, column));
      }
      sink.accept(new Row(rows, columns, cells));
    } catch (IllegalArgumentException e) {
      throw new UserError("%s row %d: %s", file.path(), rows + 1, e.getMessage()).withCause(e);
    }
    rows++;
  }

  private static List<String> cell(JsonNode item, Column column) {
    JsonNode node = item;
    for (String name : column.names()) {
      node = node.path(name);
    }
    List<String> values = JsonCells.values(node, column.isList());
    if (values == null) {
      StringJoiner found = new StringJoiner(", ");
      item.fieldNames().forEachRemaining(found::add);
      throw new IllegalArgumentException(column.rule() + "; found " + found);
    }
    return values;
  }
}
