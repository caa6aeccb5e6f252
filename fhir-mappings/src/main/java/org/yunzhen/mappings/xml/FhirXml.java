package org.yunzhen.mappings.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.xml.MalformedXmlException.Kind;

/**
 * FHIR's XML (R4 section 2.6.1) read into the tree that its JSON would give, and written from it.
 * The definitions say what is an attribute, a number or a list; nothing is lost on the way. What a
 * resource may hold is not asked here: an element that R4 does not know stays in the tree, so that
 * validation names it.
 *
 * <p>No document type is read, so that no entity can be declared, fetched or expanded.
 */
public final class FhirXml {
    static final String NAMESPACE = "http://hl7.org/fhir";
    static final String XHTML = "http://www.w3.org/1999/xhtml";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FhirXml() {}

    /** Reads one XML document in UTF-8 of as many values as JSON may have. */
    public static JsonNode parse(byte[] utf8) {
        return parse(utf8, FhirJson.TOKENS_MAX);
    }

    /**
     * Reads one XML document in UTF-8.
     *
     * @param tokensMax most tokens that its JSON may have; an element takes two of them or more
     * @throws MalformedXmlException when it is not well-formed, declares a document type, is deeper
     *     than {@link FhirJson#DEPTH_MAX} as JSON, has more values than that, or holds what FHIR's
     *     XML cannot
     */
    public static JsonNode parse(byte[] utf8, int tokensMax) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(utf8)));
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                throw new MalformedXmlException(Kind.SYNTAX, reader.getLocation());
            }
            return new XmlReading(Definitions.r4(), reader, tokensMax / 2).document();
        } catch (XMLStreamException e) {
            throw new MalformedXmlException(Kind.SYNTAX, e.getLocation());
        }
    }

    /** A factory of its own for each document: one that is shared keeps its last reader. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static String text(byte[] utf8) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(utf8))
                            .toString();
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return marked ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedXmlException(Kind.SYNTAX, 0, 0);
        }
    }

    /**
     * Writes a resource as UTF-8 without white space between its elements, these in the order of
     * the definitions.
     *
     * @throws IllegalStateException when it has an element that R4 does not know
     */
    public static byte[] write(JsonNode resource) {
        return write(resource, false);
    }

    /** The same for a reader's eyes ({@code _pretty}): one line for each element. */
    public static byte[] writePretty(JsonNode resource) {
        return write(resource, true);
    }

    private static byte[] write(JsonNode resource, boolean pretty) {
        return new XmlWriting(Definitions.r4(), pretty)
                .document(resource)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What XML writes as an attribute: ids inside resources, addresses of extensions. */
    static boolean isAttribute(Structure structure, String name) {
        return switch (name) {
            case "id" -> !structure.isResource();
            case "url" -> structure.name().equals("Extension");
            default -> false;
        };
    }
}
