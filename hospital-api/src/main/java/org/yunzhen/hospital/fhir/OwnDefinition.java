package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.yunzhen.hospital.fhir.DefinitionList.Definition;
import org.yunzhen.mappings.json.FhirJson;

/**
 * A definition that this service makes when it is asked for.
 *
 * @param document makes it; not for the event loop
 */
record OwnDefinition(String id, Supplier<ObjectNode> document) {

    /** Those that a search finds, in the order of their ids. */
    static List<Definition> found(List<OwnDefinition> all, DefinitionQuery query) {
        return all.stream()
                .filter(one -> query.finds(one.document().get()))
                .sorted(Comparator.comparing(OwnDefinition::id))
                .map(OwnDefinition::served)
                .toList();
    }

    /** As it is served. */
    Definition served() {
        return new Definition(id, () -> FhirJson.write(document.get()));
    }
}
