package org.peftbench.reports.gate;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.reports.table.PlainText;

/** A check in the form that continuous integrations read test results in: a test case a line. */
public final class JUnitXml {
  private JUnitXml() {}

  /** The document, in UTF-8. */
  public static String of(GateReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      attribute(xml, "name", "peftbench check " + report.suite());
      attribute(xml, "tests", Integer.toString(report.findings().size()));
      attribute(xml, "failures", Integer.toString(report.alarms().size()));
      attribute(xml, "errors", "0");
      attribute(
          xml,
          "skipped",
          Long.toString(
              report.findings().stream()
                  .filter(finding -> finding.verdict() == Verdict.NOT_JUDGED)
                  .count()));
      for (Finding finding : report.findings()) {
        xml.writeCharacters("\n  ");
        testCase(xml, finding);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return text.toString();
  }

  private static void testCase(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "classname", finding.configuration());
    attribute(xml, "name", finding.figure());
    switch (finding.verdict()) {
      case PASS -> {}
      case ALARM -> {
        xml.writeStartElement("failure");
        attribute(xml, "type", "regression");
        attribute(xml, "message", message(finding));
        xml.writeEndElement();
      }
      case NOT_JUDGED -> {
        xml.writeStartElement("skipped");
        attribute(xml, "message", finding.remark());
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static String message(Finding finding) {
    String margin =
        finding.margin() == null
            ? ""
            : String.format(Locale.ROOT, ", margin %s", GateReport.size(finding.margin()));
    String remark = finding.remark().isEmpty() ? "" : " (" + finding.remark() + ")";
    return "%s, now %s%s%s".formatted(finding.before(), finding.after(), margin, remark);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, PlainText.of(value));
  }
}
