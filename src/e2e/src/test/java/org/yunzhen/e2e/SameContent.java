package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Whether two resources say the same, element for element, numbers with their zeros. */
final class SameContent {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private SameContent() {}

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON", e);
        }
    }

    /** A resource without what the server sets on it. */
    static JsonNode plain(JsonNode resource) {
        ObjectNode copy = resource.deepCopy();
        if (copy.path("meta") instanceof ObjectNode meta) {
            meta.remove(List.of("versionId", "lastUpdated"));
            if (meta.isEmpty()) {
                copy.remove("meta");
            }
        }
        return copy;
    }

    /**
     * The same with its narratives written in one way: to XML an empty element and a quotation mark
     * are the same in each of their spellings.
     */
    static JsonNode inXml(JsonNode resource) {
        JsonNode copy = plain(resource);
        respell(copy);
        return copy;
    }

    private static void respell(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (property.getKey().equals("div") && property.getValue().isTextual()) {
                    property.setValue(TextNode.valueOf(respelt(property.getValue().textValue())));
                } else {
                    respell(property.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(SameContent::respell);
        }
    }

    private static String respelt(String div) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            StringWriter written = new StringWriter();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(
                            new DOMSource(
                                    factory.newDocumentBuilder()
                                            .parse(new InputSource(new StringReader(div)))),
                            new StreamResult(written));
            return written.toString();
        } catch (SAXException | IOException e) {
            throw new IllegalStateException("a narrative that is no XML: " + div, e);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
