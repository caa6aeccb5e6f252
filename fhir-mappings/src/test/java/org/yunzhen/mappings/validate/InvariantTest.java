package org.yunzhen.mappings.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.mappings.ExactJson;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Element;
import org.yunzhen.mappings.definition.Invariant;
import org.yunzhen.mappings.definition.Property;
import org.yunzhen.mappings.definition.Structure;

class InvariantTest {
    private static final StructureValidator VALIDATOR = new StructureValidator(Definitions.r4());

    @Test
    void every_rule_of_severity_error_in_r4_is_told_but_for_those_that_are_named() {
        TreeMap<String, Set<String>> rules = rules();
        int compiled = 0;
        for (String key : rules.keySet()) {
            if (!InvariantCheck.BY_HAND.contains(key)
                    && !InvariantCheck.NOT_TOLD.containsKey(key)) {
                rules.get(key).forEach(path -> InvariantCheck.compiled(new Invariant(key, path)));
                compiled += rules.get(key).size();
            }
        }
        System.out.printf(
                "invariants of R4: %d keys; by expression: %d; by hand: %s, ele-1, ext-1; not told: %s%n%s%n",
                rules.size() + 2,
                compiled,
                new TreeSet<>(InvariantCheck.BY_HAND),
                InvariantCheck.NOT_TOLD,
                rules.keySet());
        assertThat(rules.keySet())
                .containsAll(InvariantCheck.BY_HAND)
                .containsAll(InvariantCheck.NOT_TOLD.keySet());
        assertThat(compiled).isEqualTo(192);
    }

    /** Of all structures that can be reached from a resource. */
    private static TreeMap<String, Set<String>> rules() {
        TreeMap<String, Set<String>> rules = new TreeMap<>();
        Set<Structure> seen = new HashSet<>();
        Deque<Structure> open = new ArrayDeque<>();
        Definitions.r4().resourceTypes().forEach(t -> open.add(Definitions.r4().structure(t)));
        while (!open.isEmpty()) {
            Structure structure = open.poll();
            if (structure == null || !seen.add(structure)) {
                continue;
            }
            structure.invariants().forEach(rule -> add(rules, rule));
            for (Element element : structure.elements()) {
                element.invariants().forEach(rule -> add(rules, rule));
                element.properties().stream()
                        .map(Property::structure)
                        .forEach(
                                s -> {
                                    if (s != null) {
                                        open.add(s);
                                    }
                                });
            }
        }
        return rules;
    }

    private static void add(TreeMap<String, Set<String>> rules, Invariant rule) {
        rules.computeIfAbsent(rule.key(), key -> new TreeSet<>()).add(rule.expression());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "app-2 | {'resourceType':'Appointment','status':'proposed','participant':[{'actor':{'display':'a'},'status':'accepted'}],'start':'2026-11-28T08:00:00Z'} | ,'end':'2026-11-28T09:00:00Z'",
                "app-1 | {'resourceType':'Appointment','status':'proposed','participant':[{'status':'accepted'}]} | ",
                "app-3 | {'resourceType':'Appointment','status':'booked','participant':[{'actor':{'display':'a'},'status':'accepted'}]} | ,'start':'2026-11-28T08:00:00Z','end':'2026-11-28T09:00:00Z'",
                "obs-6 | {'resourceType':'Observation','status':'final','code':{'text':'c'},'valueBoolean':true,'dataAbsentReason':{'text':'x'}} | ",
                "obs-7 | {'resourceType':'Observation','status':'final','code':{'coding':[{'code':'c'}]},'valueInteger':1,'component':[{'code':{'coding':[{'code':'c'}]}}]} | ",
                "org-1 | {'resourceType':'Organization','active':true} | ,'name':'n'",
                "org-2 | {'resourceType':'Organization','name':'n','address':[{'use':'home'}]} | ",
                "pat-1 | {'resourceType':'Patient','contact':[{'gender':'male'}]} | ",
                "bdl-1 | {'resourceType':'Bundle','type':'batch','total':1} | ",
                "bdl-3 | {'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Organization','name':'n'}}]} | ",
                "bdl-7 | {'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'urn:a','resource':{'resourceType':'Organization','name':'n'}},{'fullUrl':'urn:a','resource':{'resourceType':'Organization','name':'n'}}]} | ",
                "bdl-11 | {'resourceType':'Bundle','type':'document','timestamp':'2026-11-28T08:00:00Z','identifier':{'system':'urn:s','value':'v'}} | ,'entry':[{'fullUrl':'urn:a','resource':{'resourceType':'Composition','status':'final','type':{'text':'t'},'date':'2026','author':[{'display':'a'}],'title':'t'}}]",
                "bdl-8 | {'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'http://x/Basic/1/_history/1','resource':{'resourceType':'Organization','name':'n'}}]} | ",
                "con-4 | {'resourceType':'Condition','subject':{'display':'s'},'abatementString':'gone'} | ,'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'resolved'}]}",
                "inv-1 | {'resourceType':'Parameters','parameter':[{'name':'n'}]} | ",
                "inv-1 | {'resourceType':'Task','status':'draft','intent':'order','authoredOn':'2026-11-28','lastModified':'2026-11-27T08:00:00Z'} | ",
                "que-2 | {'resourceType':'Questionnaire','status':'draft','item':[{'linkId':'1','type':'string','item':[{'linkId':'1','type':'string'}]}]} | ",
                "que-7 | {'resourceType':'Questionnaire','status':'draft','item':[{'linkId':'1','type':'string','enableWhen':[{'question':'2','operator':'exists','answerString':'x'}]}]} | ",
                "ras-2 | {'resourceType':'RiskAssessment','status':'final','subject':{'display':'s'},'prediction':[{'probabilityDecimal':101}]} | ",
                "rng-2 | {'resourceType':'Observation','status':'final','code':{'text':'c'},'valueRange':{'low':{'value':2},'high':{'value':1}}} | ",
                "rat-1 | {'resourceType':'Observation','status':'final','code':{'text':'c'},'valueRatio':{'numerator':{'value':2}}} | ",
                "tim-2 | {'resourceType':'ServiceRequest','status':'draft','intent':'order','subject':{'display':'s'},'occurrenceTiming':{'repeat':{'period':1}}} | ",
                "drt-1 | {'resourceType':'ServiceRequest','status':'draft','intent':'order','subject':{'display':'s'},'occurrenceTiming':{'repeat':{'boundsDuration':{'value':1,'code':'d','system':'urn:other'}}}} | ",
                "eld-2 | {'resourceType':'StructureDefinition','url':'http://x','name':'X','status':'draft','kind':'resource','abstract':true,'type':'Patient','differential':{'element':[{'id':'Patient','path':'Patient','min':2,'max':'1'}]}} | ",
                "sdf-6 | {'resourceType':'StructureDefinition','url':'http://x','name':'X','status':'draft','kind':'resource','abstract':true,'type':'Patient'} | ,'differential':{'element':[{'id':'Patient','path':'Patient'}]}",
                "vsd-1 | {'resourceType':'ValueSet','status':'draft','compose':{'include':[{'version':'1'}]}} | ",
                "spd-2 | {'resourceType':'SearchParameter','url':'http://x','name':'x','status':'draft','description':'d','code':'c','base':['Patient'],'type':'token','chain':['a']} | ",
                "dom-3 | {'resourceType':'Basic','code':{'text':'c'},'contained':[{'resourceType':'Organization','id':'o','name':'n'}]} | ,'author':{'reference':'#o'}",
                "ppc-1 | {'resourceType':'Consent','status':'draft','scope':{'text':'s'},'category':[{'text':'c'}]} | ,'policy':[{'uri':'http://x'}]"
            })
    void a_broken_rule_is_named_and_mended_by_what_was_missing(
            String key, String json, String missing) {
        assertThat(VALIDATOR.validate(ExactJson.object(json)))
                .extracting(Fault::kind, Fault::en)
                .contains(tuple(FaultKind.BROKEN_RULE, "breaks the rule " + key));
        if (missing != null) {
            String mended = json.substring(0, json.length() - 1) + missing + "}";
            assertThat(VALIDATOR.validate(ExactJson.object(mended))).isEmpty();
        }
    }

    @Test
    void what_would_take_too_many_steps_is_refused_in_time() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("{'code':{'coding':[{'code':'")
                    .append(i)
                    .append("'}]}}");
        }
        String observation =
                "{'resourceType':'Observation','status':'final','valueInteger':1,'code':{'coding':["
                        + many.toString().replace("{'code':{'coding':[", "").replace("]}}", "")
                        + "]},'component':["
                        + many
                        + "]}";
        long began = System.nanoTime();
        assertThat(VALIDATOR.validate(ExactJson.object(observation)))
                .extracting(Fault::kind)
                .containsOnly(FaultKind.TOO_COSTLY);
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    }
}
