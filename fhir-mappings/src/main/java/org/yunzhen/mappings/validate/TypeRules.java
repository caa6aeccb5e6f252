package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.definition.CodeSet;
import org.yunzhen.mappings.definition.DateTimeText;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.identifier.CreditCode;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.identifier.Systems;

/** What must hold inside a data type beyond its shape; rules are named as R4 names them. */
final class TypeRules {
    private final Definitions definitions;
    private final Faults faults;
    private final Set<String> containedIds;

    TypeRules(Definitions definitions, Faults faults, Set<String> containedIds) {
        this.definitions = definitions;
        this.faults = faults;
        this.containedIds = containedIds;
    }

    /** Rules of the type, wherever it is used. */
    void check(Structure structure, ObjectNode object) {
        switch (structure.name()) {
            case "Extension" -> extension(object);
            case "Period" -> period(object);
            case "Quantity", "SimpleQuantity", "Age", "Duration", "Count", "Distance" ->
                    require(!object.has("code") || object.has("system"), "qty-3");
            case "ContactPoint" -> require(!object.has("value") || object.has("system"), "cpt-2");
            case "Identifier" -> identifier(object);
            case "Attachment" -> require(!object.has("data") || object.has("contentType"), "att-1");
            default -> {
                // the other types have no rule that can be told without an interpreter
            }
        }
    }

    /** Rules of the place at which a type is used. */
    void check(Property property, ObjectNode object) {
        switch (property.type()) {
            case "Reference" -> reference(property.targets(), object);
            case "CodeableConcept" -> concept(property.codeSet(), object);
            case "Coding" -> coding(property.codeSet(), object);
            default -> {
                // nothing is bound
            }
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            faults.add(FaultKind.BROKEN_RULE, rule);
        }
    }

    private void extension(ObjectNode extension) {
        boolean hasValue = false;
        for (String name : (Iterable<String>) extension::fieldNames) {
            hasValue |= name.startsWith("value") || name.startsWith("_value");
        }
        require(hasValue != extension.has("extension"), "ext-1");
    }

    /** Numbers whose last character follows from the others; a masked one cannot be told. */
    private void identifier(ObjectNode identifier) {
        String value = identifier.path("value").asText();
        if (value.isEmpty() || value.indexOf('*') >= 0) {
            return;
        }
        boolean sound =
                switch (identifier.path("system").asText()) {
                    case Systems.RESIDENT_ID -> ResidentId.parse(value).isPresent();
                    case Systems.CREDIT_CODE -> CreditCode.parse(value).isPresent();
                    default -> true;
                };
        if (!sound) {
            faults.addBelow("value", FaultKind.WRONG_CHECK, identifier.path("system").asText());
        }
    }

    private void period(ObjectNode period) {
        DateTimeText start = DateTimeText.parse(period.path("start").asText());
        DateTimeText end = DateTimeText.parse(period.path("end").asText());
        if (start != null && end != null && start.offset() != null && end.offset() != null) {
            require(
                    !start.start()
                            .atOffset(start.offset())
                            .isAfter(end.start().atOffset(end.offset())),
                    "per-1");
        } else if (start != null && end != null) {
            // a date without a time has no place in the day: compare what both say
            String from = period.path("start").asText();
            String to = period.path("end").asText();
            int said = Math.min(10, Math.min(from.length(), to.length()));
            require(from.substring(0, said).compareTo(to.substring(0, said)) <= 0, "per-1");
        }
    }

    private void reference(List<String> targets, ObjectNode reference) {
        String type = reference.path("type").asText();
        if (definitions.isResourceType(type)) {
            target(targets, type);
        }
        String literal = reference.path("reference").asText();
        if (literal.isEmpty()) {
            return;
        }
        if (literal.startsWith("#")) {
            require(literal.length() == 1 || containedIds.contains(literal.substring(1)), "ref-1");
            return;
        }
        RelativeReference relative = RelativeReference.parse(literal);
        int query = literal.indexOf('?');
        String named =
                relative != null ? relative.type() : literal.substring(0, Math.max(0, query));
        if (definitions.isResourceType(named)) {
            target(targets, named);
        } else if (!isAbsolute(literal)) {
            faults.addBelow("reference", FaultKind.BAD_FORMAT, "Reference");
        }
    }

    /** Whether a scheme is named, as in {@code https://…} and {@code urn:uuid:…}. */
    private static boolean isAbsolute(String literal) {
        int colon = literal.indexOf(':');
        int slash = literal.indexOf('/');
        return colon > 0 && (slash < 0 || colon < slash);
    }

    private void target(List<String> targets, String type) {
        if (!targets.isEmpty() && !targets.contains(type)) {
            faults.add(FaultKind.WRONG_TARGET, type, String.join(", ", targets));
        }
    }

    /** One coding of a concept must be of the required set; text alone is not a code. */
    private void concept(CodeSet required, ObjectNode concept) {
        if (required == null || !required.isClosed()) {
            return;
        }
        for (JsonNode coding : concept.path("coding")) {
            if (isOf(required, coding)) {
                return;
            }
        }
        faults.add(FaultKind.MISSING_CODE, required.url());
    }

    private void coding(CodeSet required, ObjectNode coding) {
        if (required != null && required.isClosed() && !isOf(required, coding)) {
            faults.add(FaultKind.MISSING_CODE, required.url());
        }
    }

    private static boolean isOf(CodeSet required, JsonNode coding) {
        return required.contains(coding.path("system").asText(), coding.path("code").asText());
    }
}
