package org.yunzhen.definitions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yunzhen.definitions.Model.Element;
import org.yunzhen.definitions.Model.Invariant;
import org.yunzhen.definitions.Model.Kind;
import org.yunzhen.definitions.Model.Structure;
import org.yunzhen.definitions.Model.TypeRef;

/** Turns the snapshots of the structure definitions into types with elements. */
final class Structures {
    private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";
    private static final String FHIR_TYPE = BASE + "structuredefinition-fhir-type";

    /** Constrained types that R4 uses by name inside its own definitions. */
    private static final Set<String> CONSTRAINED = Set.of("SimpleQuantity", "MoneyQuantity");

    /** Repeated at each of seven thousand elements; the validator knows them without being told. */
    private static final Set<String> OF_EVERY_ELEMENT = Set.of("ele-1", "ext-1");

    private final SortedMap<String, Structure> structures = new TreeMap<>();

    static SortedMap<String, Structure> read(PublishedFiles files) throws IOException {
        Structures all = new Structures();
        for (String file :
                List.of("profile/profiles-types.xml", "profile/profiles-resources.xml")) {
            for (XmlElement definition : files.resources(file, Set.of("StructureDefinition"))) {
                if (!"logical".equals(definition.value("kind"))) {
                    all.add(definition);
                }
            }
        }
        return all.structures;
    }

    private void add(XmlElement definition) {
        String name = definition.value("name");
        if (kind(definition) == Kind.PRIMITIVE) {
            structures.put(name, new Structure(name, Kind.PRIMITIVE, List.of(), List.of()));
            return;
        }
        List<XmlElement> elements = definition.child("snapshot").all("element");
        String root = elements.get(0).value("path");
        boolean resource = "resource".equals(definition.value("kind"));
        Map<String, List<Element>> byOwner = new TreeMap<>();
        byOwner.put(name, new ArrayList<>());
        Map<String, List<Invariant>> rules = new HashMap<>();
        rules.put(name, invariants(elements.get(0)));
        for (XmlElement element : elements.subList(1, elements.size())) {
            String path = name + element.value("path").substring(root.length());
            String owner = path.substring(0, path.lastIndexOf('.'));
            rules.put(path, invariants(element));
            if (!"0".equals(element.value("max"))) {
                byOwner.computeIfAbsent(owner, o -> new ArrayList<>())
                        .add(element(path, element, resource));
            }
        }
        Kind kind = kind(definition);
        byOwner.forEach(
                (owner, children) ->
                        structures.put(
                                owner,
                                new Structure(
                                        owner,
                                        owner.equals(name) ? kind : Kind.BACKBONE,
                                        children,
                                        rules.get(owner))));
    }

    private static Kind kind(XmlElement definition) {
        boolean isAbstract = "true".equals(definition.value("abstract"));
        return switch (definition.value("kind")) {
            case "resource" -> isAbstract ? Kind.ABSTRACT_RESOURCE : Kind.RESOURCE;
            case "primitive-type" -> Kind.PRIMITIVE;
            default -> Kind.COMPLEX;
        };
    }

    private static Element element(String path, XmlElement element, boolean resource) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        boolean choice = name.endsWith("[x]");
        String max = element.value("max");
        return new Element(
                choice ? name.substring(0, name.length() - 3) : name,
                Integer.parseInt(element.value("min")),
                max.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(max),
                choice,
                "true".equals(element.value("isSummary")),
                types(path, element, resource),
                requiredValueSet(element),
                ofBackbone(element) ? List.of() : invariants(element));
    }

    /** Whether its content is a structure of its own, whose rules these are. */
    private static boolean ofBackbone(XmlElement element) {
        return element.all("type").stream()
                .map(type -> type.value("code"))
                .anyMatch(code -> code.equals("BackboneElement") || code.equals("Element"));
    }

    private static List<Invariant> invariants(XmlElement element) {
        return element.all("constraint").stream()
                .filter(rule -> "error".equals(rule.value("severity")))
                .filter(rule -> !OF_EVERY_ELEMENT.contains(rule.value("key")))
                .map(rule -> new Invariant(rule.value("key"), rule.value("expression")))
                .toList();
    }

    private static List<TypeRef> types(String path, XmlElement element, boolean resource) {
        String content = element.value("contentReference");
        if (content != null) {
            return List.of(new TypeRef("BackboneElement", content.substring(1), List.of()));
        }
        return element.all("type").stream().map(type -> type(path, type, resource)).toList();
    }

    private static TypeRef type(String path, XmlElement type, boolean resource) {
        String code = code(path, type, resource);
        String structure = code;
        if (code.equals("BackboneElement") || code.equals("Element")) {
            structure = path;
        }
        for (String profile : type.values("profile")) {
            if (CONSTRAINED.contains(profile.substring(BASE.length()))) {
                structure = profile.substring(BASE.length());
            }
        }
        List<String> targets =
                code.equals("Reference")
                        ? type.values("targetProfile").stream()
                                .map(target -> target.substring(BASE.length()))
                                .filter(target -> !target.equals("Resource"))
                                .sorted()
                                .toList()
                        : List.of();
        return new TypeRef(code, structure, targets);
    }

    /**
     * Ids and extension URLs are typed in FHIRPath's terms; their FHIR type is in an extension.
     * That of a resource's own id says {@code string} by mistake, where the text says {@code id}.
     */
    private static String code(String path, XmlElement type, boolean resource) {
        String code = type.value("code");
        if (path.matches("[A-Za-z]+\\.id") && resource) {
            return "id";
        }
        if (!code.startsWith("http://hl7.org/fhirpath/")) {
            return code;
        }
        for (XmlElement extension : type.all("extension")) {
            if (FHIR_TYPE.equals(extension.url())) {
                return extension.value("valueUrl");
            }
        }
        throw new IllegalStateException("no FHIR type for " + path);
    }

    private static String requiredValueSet(XmlElement element) {
        XmlElement binding = element.child("binding");
        if (binding == null || !"required".equals(binding.value("strength"))) {
            return null;
        }
        String valueSet = binding.value("valueSet");
        return valueSet == null ? null : valueSet.split("\\|", 2)[0];
    }
}
