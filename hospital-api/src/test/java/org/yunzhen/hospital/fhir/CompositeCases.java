package org.yunzhen.hospital.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A case of each composite parameter of R4. */
final class CompositeCases {
    private static final String CONTEXTS =
            "'useContext':[{'code':{'code':'%s'},%s},{'code':{'code':'%s'},%s}]";
    private static final String FIVE = "'valueQuantity':{'value':5,'unit':'a'}";
    private static final String NINE = "'valueQuantity':{'value':9,'unit':'a'}";
    private static final String X = "'valueCodeableConcept':{'coding':[{'code':'x'}]}";
    private static final String Y = "'valueCodeableConcept':{'coding':[{'code':'y'}]}";
    private static final String DATED = "'status':'draft','date':'2026-01-01'";
    private static final String NAMED = "'status':'draft','name':'ec','url':'urn:ec'";
    private static final String SOMETHING = "{'display':'x'}";

    /** What resources with a context must have beside it. */
    private static final Map<String, String> WITH_CONTEXT =
            Map.ofEntries(
                    Map.entry("ActivityDefinition", "'status':'draft'"),
                    Map.entry(
                            "CapabilityStatement",
                            DATED
                                    + ",'kind':'requirements','description':'x','fhirVersion':'4.0.1','format':['json'],"
                                    + "'rest':[{'mode':'server'}]"),
                    Map.entry("ChargeItemDefinition", "'status':'draft','url':'urn:ec'"),
                    Map.entry("CodeSystem", "'status':'draft','content':'not-present'"),
                    Map.entry("CompartmentDefinition", NAMED + ",'code':'Patient','search':true"),
                    Map.entry("ConceptMap", "'status':'draft'"),
                    Map.entry(
                            "EffectEvidenceSynthesis",
                            "'status':'draft','population':%1$s,'exposure':%1$s,'exposureAlternative':%1$s,'outcome':%1$s"
                                    .formatted(SOMETHING)),
                    Map.entry(
                            "EventDefinition",
                            "'status':'draft','trigger':[{'type':'named-event','name':'x'}]"),
                    Map.entry("Evidence", "'status':'draft','exposureBackground':" + SOMETHING),
                    Map.entry(
                            "EvidenceVariable",
                            "'status':'draft','characteristic':[{'definitionCanonical':'urn:x'}]"),
                    Map.entry("ExampleScenario", "'status':'draft'"),
                    Map.entry("GraphDefinition", "'status':'draft','name':'ec','start':'Patient'"),
                    Map.entry(
                            "ImplementationGuide",
                            NAMED + ",'packageId':'x','fhirVersion':['4.0.1']"),
                    Map.entry("Library", "'status':'draft','type':{'text':'x'}"),
                    Map.entry("Measure", "'status':'draft'"),
                    Map.entry("MessageDefinition", DATED + ",'eventUri':'urn:x'"),
                    Map.entry(
                            "NamingSystem",
                            DATED
                                    + ",'name':'ec','kind':'codesystem','uniqueId':[{'type':'uri','value':'urn:x'}]"),
                    Map.entry(
                            "OperationDefinition",
                            "'status':'draft','name':'ec','kind':'operation','code':'x',"
                                    + "'system':false,'type':false,'instance':false"),
                    Map.entry("PlanDefinition", "'status':'draft'"),
                    Map.entry("Questionnaire", "'status':'draft'"),
                    Map.entry("ResearchDefinition", "'status':'draft','population':" + SOMETHING),
                    Map.entry(
                            "ResearchElementDefinition",
                            "'status':'draft','type':'population','characteristic':[{'definitionCanonical':'urn:x'}]"),
                    Map.entry(
                            "RiskEvidenceSynthesis",
                            "'status':'draft','population':%1$s,'outcome':%1$s"
                                    .formatted(SOMETHING)),
                    Map.entry(
                            "SearchParameter",
                            NAMED
                                    + ",'description':'x','code':'ec','base':['Patient'],'type':'token'"),
                    Map.entry(
                            "StructureDefinition",
                            NAMED
                                    + ",'kind':'resource','abstract':false,'type':'Account','baseDefinition':'urn:x',"
                                    + "'differential':{'element':[{'id':'Account','path':'Account'}]}"),
                    Map.entry(
                            "StructureMap",
                            NAMED
                                    + ",'group':[{'name':'x','typeMode':'none','input':[{'name':'x','mode':'source'}],"
                                    + "'rule':[{'name':'x','source':[{'context':'x'}]}]}]"),
                    Map.entry(
                            "TerminologyCapabilities",
                            DATED + ",'kind':'requirements','description':'x'"),
                    Map.entry("TestScript", NAMED),
                    Map.entry("ValueSet", "'status':'draft'"));

    private CompositeCases() {}

    static List<CompositeCase> all() {
        List<CompositeCase> all = new ArrayList<>();
        new TreeMap<>(WITH_CONTEXT)
                .forEach(
                        (type, required) -> {
                            all.add(
                                    new CompositeCase(
                                            type,
                                            "context-type-quantity",
                                            required,
                                            CONTEXTS.formatted("age", FIVE, "focus", NINE),
                                            CONTEXTS.formatted("age", NINE, "focus", FIVE),
                                            "age$5"));
                            all.add(
                                    new CompositeCase(
                                            type,
                                            "context-type-value",
                                            required,
                                            CONTEXTS.formatted("focus", X, "task", Y),
                                            CONTEXTS.formatted("focus", Y, "task", X),
                                            "focus$x"));
                        });
        observations(all);
        sequences(all);
        all.add(
                new CompositeCase(
                        "DocumentReference",
                        "relationship",
                        "'status':'current','content':[{'attachment':{'title':'x'}}]",
                        related("replaces", "a", "signs", "b"),
                        related("replaces", "b", "signs", "a"),
                        "DocumentReference/ec-a$replaces"));
        String person = "'type':'person','actual':false";
        String traits = "'characteristic':[{%s,%s,'exclude':false},{%s,%s,'exclude':false}]";
        all.add(
                new CompositeCase(
                        "Group",
                        "characteristic-value",
                        person,
                        traits.formatted(code("c"), X, code("d"), Y),
                        traits.formatted(code("c"), Y, code("d"), X),
                        "c$x"));
        return all;
    }

    private static String code(String code) {
        return "'code':{'coding':[{'code':'" + code + "'}]}";
    }

    private static String related(String one, String to, String other, String toOther) {
        return ("'relatesTo':[{'code':'%s','target':{'reference':'DocumentReference/ec-%s'}},"
                        + "{'code':'%s','target':{'reference':'DocumentReference/ec-%s'}}]")
                .formatted(one, to, other, toOther);
    }

    private static void observations(List<CompositeCase> all) {
        // at the resource there is one element only: apart from it is its component
        atResource(all, "code-value-concept", X, "x");
        atResource(all, "code-value-quantity", FIVE, "5");
        atResource(all, "code-value-date", "'valueDateTime':'2026-03-01'", "2026-03");
        atResource(all, "code-value-string", "'valueString':'Grün'", "gru");
        atResource(all, "combo-code-value-concept", X, "x");
        atResource(all, "combo-code-value-quantity", FIVE, "5");
        inComponent(all, "combo-code-value-concept", X, Y, "x");
        inComponent(all, "combo-code-value-quantity", FIVE, NINE, "5");
        inComponent(all, "component-code-value-concept", X, Y, "x");
        inComponent(all, "component-code-value-quantity", FIVE, NINE, "5");
    }

    private static void atResource(
            List<CompositeCase> all, String composite, String value, String asked) {
        all.add(
                new CompositeCase(
                        "Observation",
                        composite,
                        "'status':'final'",
                        code("c") + "," + value,
                        code("c") + ",'component':[{" + code("d") + "," + value + "}]",
                        "c$" + asked));
    }

    private static void inComponent(
            List<CompositeCase> all, String composite, String value, String other, String asked) {
        String components = code("e") + ",'component':[{%s,%s},{%s,%s}]";
        all.add(
                new CompositeCase(
                        "Observation",
                        composite,
                        "'status':'final'",
                        components.formatted(code("c"), value, code("d"), other),
                        components.formatted(code("c"), other, code("d"), value),
                        "c$" + asked));
    }

    private static void sequences(List<CompositeCase> all) {
        for (String part : List.of("chromosome", "referenceSeqId")) {
            String code = part.toLowerCase(Locale.ROOT);
            String build = part.equals("chromosome") ? "'genomeBuild':'GRCh37'," : "";
            String named = build + "'%s':{'coding':[{'code':'7'}]}".formatted(part);
            String variants = "'referenceSeq':{%s,'windowStart':3,'windowEnd':4},".formatted(named);
            sequence(
                    all,
                    code + "-variant-coordinate",
                    variants + "'variant':[{'start':1,'end':5},{'start':2,'end':9}]",
                    variants + "'variant':[{'start':1,'end':9},{'start':2,'end':5}]");
            // there is one reference sequence only: apart from it are the variants
            sequence(
                    all,
                    code + "-window-coordinate",
                    "'referenceSeq':{%s,'windowStart':1,'windowEnd':5}".formatted(named),
                    variants + "'variant':[{'start':1,'end':5}]");
        }
    }

    private static void sequence(
            List<CompositeCase> all, String code, String together, String apart) {
        all.add(
                new CompositeCase(
                        "MolecularSequence",
                        code,
                        "'coordinateSystem':0",
                        together,
                        apart,
                        "7$1$5"));
    }
}
