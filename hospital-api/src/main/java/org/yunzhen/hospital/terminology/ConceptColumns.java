package org.yunzhen.hospital.terminology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Concepts as the columns of one statement. */
final class ConceptColumns {
    private static final String PART = "\u001f";

    private ConceptColumns() {}

    /** Code, display, ancestors, parents, flags, definition, properties, designations, words. */
    static List<Object> of(List<Concept> concepts) {
        List<Object> values = new ArrayList<>();
        values.add(texts(concepts, Concept::code));
        values.add(texts(concepts, Concept::display));
        values.add(texts(concepts, concept -> joined(concept.ancestors())));
        values.add(texts(concepts, concept -> joined(concept.parents())));
        values.add(concepts.stream().map(Concept::inactive).toArray(Boolean[]::new));
        values.add(concepts.stream().map(Concept::isAbstract).toArray(Boolean[]::new));
        values.add(texts(concepts, Concept::definition));
        values.add(texts(concepts, concept -> concept.properties().toString()));
        values.add(texts(concepts, concept -> concept.designations().toString()));
        values.add(texts(concepts, concept -> joined(concept.words())));
        return values;
    }

    private static String[] texts(List<Concept> concepts, Function<Concept, String> text) {
        return concepts.stream().map(text).toArray(String[]::new);
    }

    private static String joined(Collection<String> texts) {
        return String.join(PART, texts);
    }
}
