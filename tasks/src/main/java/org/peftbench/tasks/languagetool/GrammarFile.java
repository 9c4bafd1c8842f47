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
 * <p>{@code category > (rulegroup >) rule > example}; an example with a {@code correction} is wrong
 * between {@code <marker>} and {@code </marker>}, and the attribute says what should stand there
 * instead. Left out are examples with several suggestions, since the first is often not what the
 * sentence needs, with none, with several markers, and those marked as the rule's known failures.
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
    String correction = reader.getAttributeValue(null, "correction");
    boolean knownFailure = reader.getAttributeValue(null, "type") != null;
    List<String> parts = parts(reader);
    String id = group != null ? group : rule;
    boolean onlyOne = correction != null && !correction.isEmpty() && !correction.contains("|");
    if (onlyOne && !knownFailure && id != null && parts.size() == 3) { // text, marked, text
      corrections.add(
          new Correction(
              category,
              id,
              sentence(parts.get(0), parts.get(1), parts.get(2)),
              sentence(parts.get(0), correction, parts.get(2))));
    }
  }

  /** An example's text up to its end, cut at the start and the end of each marker. */
  private static List<String> parts(XMLStreamReader reader) throws XMLStreamException {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean inside = true;
    while (inside) {
      int event = reader.next();
      if (reader.isCharacters()) {
        part.append(reader.getText());
      } else if (event == XMLStreamConstants.START_ELEMENT
          || event == XMLStreamConstants.END_ELEMENT) {
        parts.add(part.toString());
        part.setLength(0);
        inside = !reader.getLocalName().equals("example");
      }
    }
    return parts;
  }

  /** The parts as one line. */
  private static String sentence(String before, String marked, String behind) {
    return (before + marked + behind).replaceAll("\\s+", " ").strip();
  }
}
