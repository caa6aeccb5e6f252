package org.yunzhen.mappings.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yunzhen.mappings.xml.MalformedXmlException.Kind;

/**
 * Reads the XHTML of a narrative as the text that JSON holds: without prefixes, in double quotes.
 */
final class NarrativeReading {
    /** Only these may be closed at once where a browser is to read them as HTML. */
    private static final Set<String> WITHOUT_CONTENT = Set.of("br", "hr", "img", "col");

    private final XMLStreamReader xml;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> namespaces = new ArrayDeque<>();
    private boolean tagIsOpen;

    NarrativeReading(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Reads the element on whose start the reader stands, to its end. */
    String text() throws XMLStreamException {
        start();
        while (!namespaces.isEmpty()) {
            event(xml.next());
        }
        return out.toString();
    }

    private void event(int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start();
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE -> {
                endTag();
                XmlText.content(out, xml.getText());
            }
            case XMLStreamConstants.COMMENT -> {
                endTag();
                out.append("<!--").append(xml.getText()).append("-->");
            }
            default -> throw new MalformedXmlException(Kind.NOT_FHIR, xml.getLocation());
        }
    }

    private void start() {
        endTag();
        String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
        out.append('<').append(xml.getLocalName());
        if (!namespace.equals(namespaces.isEmpty() ? "" : namespaces.peek())) {
            attribute("xmlns", namespace);
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i);
            boolean prefixed = prefix != null && !prefix.isEmpty();
            String name = xml.getAttributeLocalName(i);
            attribute(prefixed ? prefix + ":" + name : name, xml.getAttributeValue(i));
        }
        namespaces.push(namespace);
        tagIsOpen = true;
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        XmlText.attribute(out, value);
        out.append('"');
    }

    private void end() {
        namespaces.pop();
        if (tagIsOpen && WITHOUT_CONTENT.contains(xml.getLocalName())) {
            out.append("/>");
            tagIsOpen = false;
        } else {
            endTag();
            out.append("</").append(xml.getLocalName()).append('>');
        }
    }

    private void endTag() {
        if (tagIsOpen) {
            out.append('>');
            tagIsOpen = false;
        }
    }
}
