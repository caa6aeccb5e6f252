package org.yunzhen.hospital.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.mappings.definition.Definitions;

/**
 * A reference that names what it leads to by criteria: {@code Patient?identifier=…} (R4 section
 * 3.1.0.11.2).
 *
 * @param literal as it stands in the document
 * @param type what is searched
 * @param place of the Reference in its document, such as {@code Observation.subject}
 */
record ConditionalReference(
        String literal, String type, List<Map.Entry<String, String>> criteria, String place) {

    /** Empty for a reference of another form. */
    static Optional<ConditionalReference> of(String base, String literal, String place) {
        int question = literal.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        String path = literal.substring(0, question);
        String type = path.startsWith(base + "/") ? path.substring(base.length() + 1) : path;
        return Definitions.r4().isResourceType(type)
                ? Optional.of(
                        new ConditionalReference(
                                literal, type, Queries.of(literal.substring(question + 1)), place))
                : Optional.empty();
    }

    /** Criteria that mean the same have the same key. */
    String key() {
        return ConditionalMatch.canonical(type, criteria);
    }

    /** Whether what is found depends on resources of other types. */
    boolean looksFurther() {
        return criteria.stream()
                .anyMatch(c -> c.getKey().indexOf('.') > 0 || ChainNames.isHas(c.getKey()));
    }

    /** The place in the Bundle, for a refusal. */
    String place(int position) {
        int dot = place.indexOf('.');
        return "Bundle.entry[" + position + "].resource" + place.substring(dot);
    }
}
