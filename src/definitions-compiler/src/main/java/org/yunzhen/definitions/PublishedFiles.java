package org.yunzhen.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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

    /** The resources of the wanted types in one bundle, in the order of the file. */
    List<XmlElement> resources(String file, Set<String> types) throws IOException {
        List<XmlElement> found = new ArrayList<>();
        try (InputStream in = open(file)) {
            XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && types.contains(reader.getLocalName())) {
                    found.add(XmlElement.read(reader));
                }
            }
            reader.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot read " + file, e);
        }
        return found;
    }

    /** The search parameters, which are published as JSON only. */
    JsonNode searchParameters() throws IOException {
        try (InputStream in = open("sp/search-parameters.json")) {
            return new ObjectMapper().readTree(in).path("entry");
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = PublishedFiles.class.getClassLoader().getResourceAsStream(ROOT + file);
        if (in == null) {
            throw new FileNotFoundException(ROOT + file);
        }
        return in;
    }
}
