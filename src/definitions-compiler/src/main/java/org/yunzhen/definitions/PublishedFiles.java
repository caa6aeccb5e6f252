package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The bundles of the R4 publication (4.0.1), as HAPI's validation resources carry them. */
final class PublishedFiles {
    private static final String ROOT = "org/hl7/fhir/r4/model/";
    private static final String SEARCH_PARAMETERS = "sp/search-parameters.json";

    /** The resources of the wanted types in one bundle, in the order of the file. */
    List<XmlElement> resources(String file, Set<String> types) throws IOException {
        List<XmlElement> found = new ArrayList<>();
        each(file, types, reader -> found.add(XmlElement.read(reader)));
        return found;
    }

    /** Reads a resource from its start tag to its end tag. */
    interface Reading {
        void read(XMLStreamReader reader) throws XMLStreamException;
    }

    /** Reads the resources of the wanted types in one bundle, one after the other. */
    void each(String file, Set<String> types, Reading reading) throws IOException {
        try (InputStream in = open(file)) {
            XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && types.contains(reader.getLocalName())) {
                    reading.read(reader);
                }
            }
            reader.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot read " + file, e);
        }
    }

    /** The search parameters, which are published as JSON only. */
    JsonNode searchParameters() throws IOException {
        try (InputStream in = open(SEARCH_PARAMETERS)) {
            return new ObjectMapper().readTree(in).path("entry");
        }
    }

    /** One of the files, by which the jar that holds them is found. */
    static URL anyFile() {
        return PublishedFiles.class.getClassLoader().getResource(ROOT + SEARCH_PARAMETERS);
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = PublishedFiles.class.getClassLoader().getResourceAsStream(ROOT + file);
        if (in == null) {
            throw new FileNotFoundException(ROOT + file);
        }
        return in;
    }
}
