package org.yunzhen.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.CodeSet;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Primitive;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

/**
 * Builds from the definitions the smallest valid resource of a type: its required elements, and
 * what rules ask for.
 */
public final class MinimalResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final Map<Primitive, JsonNode> VALUES =
            Map.ofEntries(
                    Map.entry(Primitive.BASE64_BINARY, JSON.textNode("AAAA")),
                    Map.entry(Primitive.BOOLEAN, JSON.booleanNode(true)),
                    Map.entry(Primitive.CANONICAL, JSON.textNode("http://example.org/c|1")),
                    Map.entry(Primitive.CODE, JSON.textNode("code")),
                    Map.entry(Primitive.DATE, JSON.textNode("2026-02-28")),
                    Map.entry(Primitive.DATE_TIME, JSON.textNode("2026-02-28T08:00:00+08:00")),
                    Map.entry(Primitive.DECIMAL, JSON.numberNode(new BigDecimal("1.50"))),
                    Map.entry(Primitive.ID, JSON.textNode("id-1")),
                    Map.entry(Primitive.INSTANT, JSON.textNode("2026-02-28T08:00:00.123Z")),
                    Map.entry(Primitive.INTEGER, JSON.numberNode(1)),
                    Map.entry(Primitive.MARKDOWN, JSON.textNode("*文*")),
                    Map.entry(Primitive.OID, JSON.textNode("urn:oid:1.2.156")),
                    Map.entry(Primitive.POSITIVE_INT, JSON.numberNode(1)),
                    Map.entry(Primitive.STRING, JSON.textNode("文本")),
                    Map.entry(Primitive.TIME, JSON.textNode("08:30:00")),
                    Map.entry(Primitive.UNSIGNED_INT, JSON.numberNode(0)),
                    Map.entry(Primitive.URI, JSON.textNode("http://example.org/u")),
                    Map.entry(Primitive.URL, JSON.textNode("http://example.org/l")),
                    Map.entry(
                            Primitive.UUID,
                            JSON.textNode("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0")),
                    Map.entry(
                            Primitive.XHTML,
                            JSON.textNode("<div xmlns=\"http://www.w3.org/1999/xhtml\">文</div>")));

    /** What R4's rules ask for beside the required elements. */
    private static final Map<String, String> ASKED_BY_RULES =
            Map.ofEntries(
                    Map.entry(
                            "AllergyIntolerance",
                            "'clinicalStatus':{'coding':[{'code':'active','system':"
                                    + "'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical'}]}"),
                    Map.entry(
                            "Appointment",
                            "'status':'proposed','participant':[{'actor':{'display':'文'},'status':'accepted'}]"),
                    Map.entry("AppointmentResponse", "'actor':{'display':'文'}"),
                    Map.entry(
                            "CapabilityStatement",
                            "'kind':'requirements','description':'文','rest':[{'mode':'server'}]"),
                    Map.entry("Consent", "'policyRule':{'text':'文'}"),
                    Map.entry("EventDefinition", "'trigger':[{'type':'named-event','name':'n'}]"),
                    Map.entry(
                            "ImmunizationRecommendation",
                            "'recommendation':[{'targetDisease':{'text':'文'},'forecastStatus':{'text':'文'}}]"),
                    Map.entry("InsurancePlan", "'name':'文'"),
                    Map.entry(
                            "Linkage",
                            "'item':[{'type':'source','resource':{'display':'一'}},{'type':'alternate','resource':{'display':'二'}}]"),
                    Map.entry("Organization", "'name':'文'"),
                    Map.entry(
                            "StructureDefinition",
                            "'type':'Account','differential':{'element':[{'id':'Account','path':'Account'}]}"),
                    Map.entry(
                            "TerminologyCapabilities", "'kind':'requirements','description':'文'"));

    private MinimalResource() {}

    public static ObjectNode of(String type) {
        ObjectNode resource = object(Definitions.r4().structure(type));
        resource.put("resourceType", type);
        String asked = ASKED_BY_RULES.get(type);
        if (asked != null) {
            resource.setAll(ExactJson.object("{" + asked + "}"));
        }
        return resource;
    }

    private static ObjectNode object(Structure structure) {
        ObjectNode object = JSON.objectNode();
        for (Element element : structure.elements()) {
            if (element.min() > 0) {
                Property property = element.properties().get(0);
                JsonNode value = value(property);
                object.set(
                        property.jsonName(),
                        element.repeats() ? JSON.arrayNode().add(value) : value);
            }
        }
        return object;
    }

    private static JsonNode value(Property property) {
        CodeSet codes = property.codeSet();
        if (property.primitive() == Primitive.CODE && codes != null && codes.isClosed()) {
            return JSON.textNode(firstCode(codes));
        }
        if (property.primitive() != null) {
            return VALUES.get(property.primitive());
        }
        if (property.isResource()) {
            return of("Basic");
        }
        ObjectNode object = object(property.structure());
        if (object.isEmpty()) {
            fill(property, object);
        }
        return object;
    }

    /** A type without required elements must still not be empty. */
    private static void fill(Property property, ObjectNode object) {
        CodeSet codes = property.codeSet();
        if (property.type().equals("CodeableConcept") && codes != null && codes.isClosed()) {
            String system = new TreeSet<>(codes.codes().keySet()).first();
            object.putArray("coding")
                    .addObject()
                    .put("system", system)
                    .put("code", new TreeSet<>(codes.codes().get(system)).first());
        } else {
            object.put("id", "e1");
        }
    }

    private static String firstCode(CodeSet codes) {
        TreeSet<String> all = new TreeSet<>();
        codes.codes().values().forEach(all::addAll);
        return all.first();
    }
}
