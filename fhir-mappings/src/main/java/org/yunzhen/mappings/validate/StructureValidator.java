package org.yunzhen.mappings.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.yunzhen.mappings.definition.Definitions;

/**
 * Checks a resource against the R4 definitions: elements, JSON types, cardinalities, primitive
 * formats, choices, required codes, targets of literal references, contained resources, narrative,
 * and the rules of the common data types. Profiles, terminology servers and the existence of what
 * is referred to are the concern of others. Immutable, thread-safe, without I/O.
 */
public final class StructureValidator {
    private final Definitions definitions;

    public StructureValidator(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * Checks a whole resource. Numbers must have been read exactly (integers as integers, decimals
     * as BigDecimal): whether 1.0 was written for an integer cannot be seen otherwise.
     *
     * @param resource the document; anything but an object is a fault too
     * @return one entry per fault in the order of the document, at most {@value Faults#MAX}; empty
     *     if the resource is sound
     */
    public List<Fault> validate(JsonNode resource) {
        Faults faults = new Faults();
        new ResourceCheck(definitions, faults).root(resource);
        return faults.list();
    }
}
