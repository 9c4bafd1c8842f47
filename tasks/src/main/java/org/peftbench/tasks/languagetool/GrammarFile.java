package org.peftbench.tasks.languagetool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the corrections out of a grammar file.
 *
 * <p>{@code category > (rulegroup >) rule > example}; an example with a non-empty {@code
 * correction} is wrong between {@code <marker>} and {@code </marker>}, and the attribute lists what
 * should stand there instead, alternatives parted by {@code |}.
 */
public final class GrammarFile {
  private static final String ENGLISH = "/org/languagetool/rules/en/grammar.xml";

  private final List<Correction> corrections = new ArrayList<>();
  private String category = "";
  private @Nullable String group;
  private @Nullable String rule;

  private GrammarFile() {}

  /** The corrections of LanguageTool's English rules, in the file's order. */
  public static List<Correction> english() {
    try (InputStream in = GrammarFile.class.getResourceAsStream(ENGLISH)) {
      if (in == null) {
        throw new IllegalStateException("language-en is not on the class path");
      }
      return corrections(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("language-en's grammar.xml can't be read", e);
    }
  }

  /**
   * Reads one grammar file.
   *
   * @throws XMLStreamException if it isn't well-formed
   */
  static List<Correction> corrections(InputStream xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // The file declares entities of its own, and needs no other file to be read.
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    XMLStreamReader reader = factory.createXMLStreamReader(xml);
    GrammarFile file = new GrammarFile();
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          file.enter(reader);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          file.leave(reader.getLocalName());
        }
      }
    } finally {
      reader.close();
    }
    return file.corrections;
  }

  private void enter(XMLStreamReader reader) throws XMLStreamException {
    switch (reader.getLocalName()) {
      case "category" -> category = reader.getAttributeValue(null, "id");
      case "rulegroup" -> group = reader.getAttributeValue(null, "id");
      case "rule" -> rule = reader.getAttributeValue(null, "id");
      case "example" -> example(reader);
      default -> {}
    }
  }

  private void leave(String element) {
    switch (element) {
      case "rulegroup" -> group = null;
      case "rule" -> rule = null;
      default -> {}
    }
  }

  private void example(XMLStreamReader reader) throws XMLStreamException {
    String suggestions = reader.getAttributeValue(null, "correction");
    boolean known = reader.getAttributeValue(null, "type") != null; // a known false alarm
    StringBuilder[] parts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    int part = 0; // before, inside or behind the marker
    for (int event = reader.next(); ; event = reader.next()) {
      if (reader.isCharacters()) {
        parts[part].append(reader.getText());
      } else if (event == XMLStreamConstants.START_ELEMENT
          || (event == XMLStreamConstants.END_ELEMENT && part == 1)) {
        part++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        break;
      }
    }
    String id = group != null ? group : rule;
    if (suggestions == null || suggestions.isEmpty() || known || part != 2 || id == null) {
      return;
    }
    int bar = suggestions.indexOf('|');
    String first = bar < 0 ? suggestions : suggestions.substring(0, bar);
    corrections.add(
        new Correction(
            category,
            id,
            sentence(parts[0], parts[1], parts[2]),
            sentence(parts[0], first, parts[2])));
  }

  /** The parts as one line. */
  private static String sentence(CharSequence before, CharSequence marked, CharSequence behind) {
    return String.join("", before, marked, behind).replaceAll("\\s+", " ").strip();
  }
}
