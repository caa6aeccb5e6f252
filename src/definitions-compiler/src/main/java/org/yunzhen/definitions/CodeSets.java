package org.yunzhen.definitions;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yunzhen.definitions.Model.CodeSet;

/** Expands the value sets that required bindings name. */
final class CodeSets {
    private static final List<String> FILES =
            List.of(
                    "valueset/valuesets.xml",
                    "valueset/v3-codesystems.xml",
                    "valueset/v2-tables.xml");

    private final Map<String, XmlElement> valueSets = new HashMap<>();
    private final Map<String, XmlElement> codeSystems = new HashMap<>();

    static CodeSets read(PublishedFiles files) throws IOException {
        CodeSets sets = new CodeSets();
        for (String file : FILES) {
            for (XmlElement resource : files.resources(file, Set.of("ValueSet", "CodeSystem"))) {
                boolean valueSet = resource.name().equals("ValueSet");
                (valueSet ? sets.valueSets : sets.codeSystems).put(resource.value("url"), resource);
            }
        }
        return sets;
    }

    /**
     * A value set is closed if all its parts list their codes or take a whole published system. A
     * set with filters, imports, exclusions or an unpublished system (mime types, UCUM, currencies)
     * stays open: its codes cannot be checked.
     */
    CodeSet expand(String url) {
        SortedMap<String, SortedSet<String>> codes = new TreeMap<>();
        XmlElement valueSet = valueSets.get(url);
        XmlElement compose = valueSet == null ? null : valueSet.child("compose");
        if (compose == null) {
            return new CodeSet(url, false, codes);
        }
        boolean closed = compose.all("exclude").isEmpty();
        for (XmlElement include : compose.all("include")) {
            closed &= include(include, codes);
        }
        return new CodeSet(url, closed, codes);
    }

    private boolean include(XmlElement include, SortedMap<String, SortedSet<String>> codes) {
        String system = include.value("system");
        if (system == null
                || include.child("filter") != null
                || include.child("valueSet") != null) {
            return false;
        }
        SortedSet<String> ofSystem = codes.computeIfAbsent(system, s -> new TreeSet<>());
        List<XmlElement> listed = include.all("concept");
        if (!listed.isEmpty()) {
            addConcepts(listed, ofSystem);
            return true;
        }
        XmlElement codeSystem = codeSystems.get(system);
        if (codeSystem == null || !"complete".equals(codeSystem.value("content"))) {
            return false;
        }
        addConcepts(codeSystem.all("concept"), ofSystem);
        return true;
    }

    private static void addConcepts(List<XmlElement> concepts, SortedSet<String> codes) {
        for (XmlElement concept : concepts) {
            codes.add(concept.value("code"));
            addConcepts(concept.all("concept"), codes);
        }
    }
}
