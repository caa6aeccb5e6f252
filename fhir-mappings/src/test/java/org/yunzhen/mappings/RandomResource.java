package org.yunzhen.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.CodeSet;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Builds from the definitions a resource with whatever R4 lets stand in it, elements in the order
 * of the definitions, so that its JSON is canonical. The same seed gives the same resource.
 */
public final class RandomResource {
    private static final int DEPTH_OF_OPTIONAL = 5;
    private static final String[] TEXTS = {
        "文本",
        "a",
        "\"quoted\" & <marked> 'up'",
        "😀𠀀",
        " spaces  ",
        "é\u00a0\u2028\u0085",
        "]]>",
        "&amp;",
        "{}",
        "0",
        "line one\nline two\r\n\tthree"
    };
    private static final String[] DECIMALS = {
        "0",
        "1.50",
        "-0.001",
        "100",
        "3.1415926535897932384626433832795",
        "12345678901234567890",
        "0.0",
        "-7",
        "2147483648"
    };
    private static final List<String> BASIC_TYPES = List.of("Basic", "Patient", "Medication");

    private final Random random;
    private final boolean plain;
    private int ids;

    private RandomResource(long seed, boolean plain) {
        random = new Random(seed);
        this.plain = plain;
    }

    /** A resource of the type. */
    public static ObjectNode of(String type, long seed) {
        return new RandomResource(seed * 31 + type.hashCode(), false).resource(type, 0);
    }

    /**
     * A resource of the type without what HAPI's model does not keep: labels without a code in
     * Meta, and line ends, which it writes into XML as they are.
     */
    public static ObjectNode plain(String type, long seed) {
        return new RandomResource(seed * 31 + type.hashCode(), true).resource(type, 0);
    }

    private ObjectNode resource(String type, int depth) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", type);
        fill(resource, Definitions.r4().structure(type), depth);
        return resource;
    }

    private void fill(ObjectNode object, Structure structure, int depth) {
        for (Element element : structure.elements()) {
            if (element.min() > 0 || isWanted(structure, element, depth)) {
                add(object, element, depth);
            }
        }
        if (object.isEmpty()) {
            // HAPI's model keeps no coding of Meta that is an id alone
            object.put(structure.name().equals("Coding") ? "code" : "id", "e" + ids++);
        }
    }

    private boolean isWanted(Structure structure, Element element, int depth) {
        return switch (element.name()) {
            // an extension has a value or extensions; this one always has a value
            case "extension", "modifierExtension" ->
                    depth < 3 && !structure.name().equals("Extension") && random.nextInt(12) == 0;
            case "value" -> structure.name().equals("Extension") || random.nextInt(3) == 0;
            case "contained" -> depth == 0 && random.nextInt(4) == 0;
            case "id" -> random.nextInt(6) == 0 || structure.isResource();
            // the parsers of others resolve these; the round trip of any other address shows enough
            case "fullUrl", "implicitRules" -> false;
            case "meta", "security", "tag" -> !plain && random.nextInt(3) == 0;
            default -> depth < DEPTH_OF_OPTIONAL && random.nextInt(2 + depth * 2) == 0;
        };
    }

    private void add(ObjectNode object, Element element, int depth) {
        Property property = element.properties().get(random.nextInt(element.properties().size()));
        if (depth >= DEPTH_OF_OPTIONAL && property.primitive() == null && element.choice()) {
            property = firstPrimitive(element);
        }
        int items = element.repeats() ? Math.max(element.min(), 1 + random.nextInt(3)) : 1;
        if (property.primitive() == null || property.primitive() == Primitive.XHTML) {
            ArrayNode list = FhirJson.array();
            for (int i = 0; i < items; i++) {
                list.add(value(property, depth + 1));
            }
            object.set(property.jsonName(), element.repeats() ? list : list.get(0));
        } else {
            primitives(object, property, items, depth);
        }
    }

    private static Property firstPrimitive(Element element) {
        return element.properties().stream()
                .filter(property -> property.primitive() != null)
                .findFirst()
                .orElse(element.properties().get(0));
    }

    private void primitives(ObjectNode object, Property property, int items, int depth) {
        ArrayNode values = FhirJson.array();
        ArrayNode companions = FhirJson.array();
        boolean described = false;
        for (int i = 0; i < items; i++) {
            boolean describes = depth < 3 && isDescribable(property) && random.nextInt(10) == 0;
            // HAPI reads no list of which no item has a value
            boolean alone = describes && (i > 0 || !property.repeats()) && random.nextInt(3) == 0;
            values.add(alone ? NullNode.instance : primitive(property));
            companions.add(describes ? companion(property.element(), depth) : NullNode.instance);
            described |= describes;
        }
        boolean valued = false;
        for (JsonNode value : values) {
            valued |= !value.isNull();
        }
        boolean list = property.repeats();
        if (valued) {
            object.set(property.jsonName(), list ? values : values.get(0));
        }
        if (described) {
            object.set(property.companionName(), list ? companions : companions.get(0));
        }
    }

    /** Ids and addresses of extensions are attributes, which nothing can describe. */
    private static boolean isDescribable(Property property) {
        // HAPI's model keeps no extension of any other id either
        return property.primitive() != Primitive.ID
                && !property.jsonName().equals("id")
                && !property.jsonName().equals("url");
    }

    private ObjectNode companion(Element element, int depth) {
        ObjectNode companion = FhirJson.object();
        // HAPI's model keeps no id of a primitive that is one of several types
        if (!element.choice() && random.nextBoolean()) {
            companion.put("id", "p" + ids++);
        }
        ObjectNode extension = companion.putArray("extension").addObject();
        extension.put("url", "http://example.org/extension");
        add(extension, Definitions.r4().structure("Extension").element("value"), depth + 4);
        return companion;
    }

    private JsonNode value(Property property, int depth) {
        if (property.primitive() != null) {
            return primitive(property);
        }
        if (property.isResource()) {
            return resource(BASIC_TYPES.get(random.nextInt(BASIC_TYPES.size())), depth + 2);
        }
        ObjectNode object = FhirJson.object();
        CodeSet codes = property.codeSet();
        if (codes != null && codes.isClosed() && property.type().equals("CodeableConcept")) {
            String system = pick(new TreeSet<>(codes.codes().keySet()));
            object.putArray("coding")
                    .addObject()
                    .put("system", system)
                    .put("code", pick(new TreeSet<>(codes.codes().get(system))));
            return object;
        }
        fill(object, property.structure(), depth);
        return object;
    }

    private JsonNode primitive(Property property) {
        if (property.jsonName().equals("id")) {
            return FhirJson.text("id-" + ids++);
        }
        CodeSet codes = property.codeSet();
        if (property.primitive() == Primitive.CODE && codes != null && codes.isClosed()) {
            TreeSet<String> all = new TreeSet<>();
            codes.codes().values().forEach(all::addAll);
            return FhirJson.text(pick(all));
        }
        return switch (property.primitive()) {
            case BOOLEAN -> FhirJson.parse(random.nextBoolean() ? bytes("true") : bytes("false"));
            case INTEGER -> FhirJson.parse(bytes(Integer.toString(random.nextInt())));
            case UNSIGNED_INT -> FhirJson.parse(bytes(Integer.toString(random.nextInt(5000))));
            case POSITIVE_INT -> FhirJson.parse(bytes(Integer.toString(1 + random.nextInt(5000))));
            case DECIMAL -> FhirJson.parse(bytes(DECIMALS[random.nextInt(DECIMALS.length)]));
            default -> FhirJson.text(text(property.primitive()));
        };
    }

    /** Any of them; the last is not plain. */
    private String oneOf(String[] all) {
        return all[random.nextInt(plain ? all.length - 1 : all.length)];
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    private String text(Primitive type) {
        return switch (type) {
            case BASE64_BINARY -> "AAEC/+8=";
            case CANONICAL -> "http://example.org/c" + random.nextInt(9) + "|1.0";
            case CODE -> "code-" + random.nextInt(9);
            case DATE -> List.of("2026", "2026-02", "2026-02-28").get(random.nextInt(3));
            case DATE_TIME ->
                    List.of(
                                    "2026",
                                    "2026-02-28",
                                    "2026-02-28T08:00:00+08:00",
                                    "2026-02-28T23:59:59.120Z")
                            .get(random.nextInt(4));
            case INSTANT -> "2026-02-28T08:00:00.123+08:00";
            case MARKDOWN, STRING -> oneOf(TEXTS);
            case ID -> "id-" + random.nextInt(99);
            case OID -> "urn:oid:1.2." + random.nextInt(99);
            case TIME -> String.format(Locale.ROOT, "%02d:30:00", random.nextInt(24));
            case URI, URL -> "http://example.org/u?a=1&b=" + random.nextInt(9);
            case UUID -> "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e" + random.nextInt(9);
            case XHTML ->
                    "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a\">文 &amp; "
                            + random.nextInt(99)
                            + "<br/></p><table><tr><td>中</td></tr></table></div>";
            default -> throw new IllegalStateException(type + " is no text");
        };
    }

    private String pick(TreeSet<String> all) {
        return List.copyOf(all).get(random.nextInt(all.size()));
    }
}
