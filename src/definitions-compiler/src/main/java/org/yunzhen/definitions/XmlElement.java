package org.yunzhen.definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One element of a definitions file: its name, its {@code value} or {@code url} and what it holds.
 */
final class XmlElement {
    /** Prose and mappings: the greater part of the files, and nothing that is compiled. */
    private static final Set<String> PROSE =
            Set.of("text", "differential", "mapping", "definition", "comment", "designation");

    private final String name;
    private final String value;
    private final String url;
    private final List<XmlElement> children = new ArrayList<>();

    private XmlElement(XMLStreamReader reader) {
        name = reader.getLocalName();
        value = reader.getAttributeValue(null, "value");
        url = reader.getAttributeValue(null, "url");
    }

    /** Reads the element on whose start tag the reader stands, to its end tag. */
    static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
        XmlElement element = new XmlElement(reader);
        while (true) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                return element;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (PROSE.contains(reader.getLocalName())) {
                    skip(reader);
                } else {
                    element.children.add(read(reader));
                }
            }
        }
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }

    String name() {
        return name;
    }

    String value() {
        return value;
    }

    /** The {@code url} attribute, which only extensions have. */
    String url() {
        return url;
    }

    XmlElement child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    String value(String childName) {
        XmlElement child = child(childName);
        return child == null ? null : child.value;
    }

    List<XmlElement> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    List<String> values(String childName) {
        return all(childName).stream().map(XmlElement::value).toList();
    }
}
