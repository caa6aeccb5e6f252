package org.yunzhen.mappings.code;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.yunzhen.mappings.identifier.Systems;

/** A code of one of the enums here: what FHIR calls a Coding. */
public interface Coded {

    /** Stem of the URIs of our code systems. */
    String BASE = Systems.BASE + "CodeSystem/";

    /** What it stands for. */
    Term term();

    /** URI of the code system. */
    default String system() {
        return term().system();
    }

    /** The code as it is stored and sent. */
    default String code() {
        return term().code();
    }

    /** What a person reads. */
    default String display(Language language) {
        return language.pick(term().zh(), term().en());
    }

    /** As a FHIR Coding. */
    default ObjectNode coding(Language language) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("system", system())
                .put("code", code())
                .put("display", display(language));
    }

    /** As a FHIR CodeableConcept with that one coding. */
    default ObjectNode concept(Language language) {
        ObjectNode concept = JsonNodeFactory.instance.objectNode();
        concept.putArray("coding").add(coding(language));
        return concept.put("text", display(language));
    }

    /** The constant of an enum that has this code, if there is one. */
    static <E extends Enum<E> & Coded> Optional<E> find(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.code().equals(code))
                .findFirst();
    }
}
