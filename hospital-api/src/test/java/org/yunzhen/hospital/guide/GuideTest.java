package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.definition.Published.Entry;
import org.yunzhen.mappings.identifier.Naming;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.identifier.Workflow;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** The implementation guide says what the code says, neither more nor less, in both languages. */
class GuideTest {
    private static final List<String> LIMITS =
            List.of(
                    "hospital.fhir.Bodies.RESOURCE_BYTES_MAX",
                    "hospital.fhir.Bodies.BYTES_MAX",
                    "hospital.fhir.Bodies.AT_ONCE_BYTES_MAX",
                    "hospital.fhir.RawBinary.BYTES_MAX",
                    "mappings.json.FhirJson.DEPTH_MAX",
                    "mappings.json.FhirJson.TOKENS_MAX",
                    "mappings.json.FhirJson.NUMBER_CHARACTERS_MAX",
                    "hospital.fhir.Queries.PARAMETERS_MAX",
                    "hospital.fhir.Headers.IDEMPOTENCY_KEY_CHARACTERS_MAX",
                    "hospital.fhir.BundleEntries.ENTRIES_MAX",
                    "hospital.fhir.Waiting.CRITERIA_MAX",
                    "mappings.patch.PatchLimits.OPERATIONS_MAX",
                    "hospital.fhir.SearchReader.COUNT_DEFAULT",
                    "hospital.fhir.ResultParameters.COUNT_MAX",
                    "hospital.fhir.ResultParameters.SORTS_MAX",
                    "hospital.fhir.Includes.INCLUDED_MAX",
                    "hospital.fhir.Chains.STEPS_MAX",
                    "hospital.fhir.Chains.FOUND_MAX",
                    "hospital.fhir.Memberships.VALUE_SETS_MAX",
                    "hospital.fhir.Memberships.CODES_MAX",
                    "hospital.fhir.HistoryWish.COUNT_DEFAULT",
                    "hospital.fhir.HistoryWish.COUNT_MAX",
                    "hospital.record.EverythingPage.COUNT_DEFAULT",
                    "hospital.record.EverythingPage.COUNT_MAX",
                    "hospital.fhir.DocumentOperation.REFERENCES_MAX",
                    "hospital.terminology.ExpansionWish.CODES_MAX",
                    "hospital.fhir.ProfileClaims.ALL_JUDGED_WITHIN",
                    "hospital.fhir.bulk.ExportWish.FILE_RESOURCES_MAX",
                    "hospital.fhir.bulk.ExportKickOff.UNDER_WAY_MAX",
                    "hospital.event.subscription.EventsOperation.EVENTS_MAX",
                    "hospital.event.subscription.SubscriptionWish.HEARTBEAT_SECONDS_MIN",
                    "hospital.consultation.MessageRule.CHARACTERS_MAX",
                    "hospital.prescription.PrescribingWish.LINES_MAX");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern SHAPE =
            Pattern.compile("^(?:#+ |```|<!-- .*|\\| --- .*)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);

    private static void isShown(String page, Function<Language, GuideTable> table) {
        List<AssertionError> failed = new ArrayList<>();
        for (Language language : Language.values()) {
            try {
                table.apply(language).isShownIn(GuidePages.named(page, language));
            } catch (AssertionError error) {
                failed.add(error);
            }
        }
        assertThat(failed).isEmpty();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @Test
    void it_names_every_refusal_with_its_status() {
        isShown(
                "refusals",
                language -> {
                    GuideTable table = new GuideTable("refusals");
                    for (Refusal refusal : Refusal.values()) {
                        table.row(
                                code(refusal.code()),
                                Integer.toString(refusal.status()),
                                refusal.issueType().code(),
                                refusal.retryable() ? "✓" : "",
                                refusal.rule().map(Rule::name).orElse(""),
                                refusal.text(language));
                    }
                    return table;
                });
    }

    @Test
    void it_names_every_rule() {
        isShown(
                "refusals",
                language -> {
                    GuideTable table = new GuideTable("rules");
                    for (Rule rule : Rule.values()) {
                        table.row(rule.name(), rule.title(language));
                    }
                    return table;
                });
    }

    @Test
    void it_tells_who_may_do_what_as_the_access_table_does() {
        AccessRights rights = new AccessRights();
        isShown("index", language -> rights.table());
        isShown("index", rights::groups);
        isShown(
                "index",
                language -> {
                    GuideTable table = new GuideTable("roles");
                    Arrays.stream(Role.values()).forEach(role -> table.row(code(role.code())));
                    return table;
                });
    }

    @Test
    void its_limits_are_those_of_the_code() {
        isShown(
                "index",
                language -> {
                    GuideTable table = new GuideTable("limits");
                    for (String path : LIMITS) {
                        String[] parts = path.split("\\.");
                        String name = parts[parts.length - 2] + "." + parts[parts.length - 1];
                        table.row(code(name), GuideSources.constant(path));
                    }
                    return table;
                });
    }

    @Test
    void it_names_the_systems_of_identifiers_and_codes() {
        isShown("identifiers", language -> namings(Naming.Kind.IDENTIFIER, "identifiers"));
        isShown("identifiers", language -> namings(Naming.Kind.CODESYSTEM, "code-systems"));
    }

    private static GuideTable namings(Naming.Kind kind, String name) {
        GuideTable table = new GuideTable(name);
        Naming.ALL.stream()
                .filter(naming -> naming.kind() == kind)
                .forEach(naming -> table.row(code(naming.id()), code(naming.uri())));
        return table;
    }

    @Test
    void it_lists_our_codes_with_what_they_mean() {
        isShown(
                "identifiers",
                language -> {
                    GuideTable table = new GuideTable("codes");
                    for (Coded[] codes : GuideSources.coded()) {
                        String system = codes[0].system();
                        String listed =
                                Arrays.stream(codes)
                                        .map(one -> code(one.code()) + " " + one.display(language))
                                        .collect(Collectors.joining(" · "));
                        table.row(code(system), listed);
                    }
                    return table;
                });
    }

    @Test
    void it_describes_our_extensions_and_our_tag() {
        isShown(
                "identifiers",
                language -> {
                    GuideTable table = new GuideTable("extensions");
                    for (GuideSources.Extension one : GuideSources.extensions()) {
                        if (language == Language.EN) {
                            table.row(code(one.name()), one.on(), one.text());
                        } else {
                            table.row(code(one.name()), one.on());
                        }
                    }
                    return table;
                });
        for (Language language : Language.values()) {
            assertThat(GuidePages.read(GuidePages.named("identifiers", language)))
                    .contains(code(Workflow.SYSTEM + "|" + Workflow.OWNED))
                    .contains(code(Systems.BASE + "StructureDefinition/"));
        }
    }

    @Test
    void its_profiles_demand_what_their_definitions_do() {
        isShown(
                "profiles",
                language -> {
                    GuideTable table = new GuideTable("profiles");
                    definitions("StructureDefinition")
                            .forEach(
                                    profile ->
                                            table.row(
                                                    code(profile.path("id").asText()),
                                                    profile.path("type").asText(),
                                                    code(profile.path("url").asText())));
                    return table;
                });
        for (JsonNode profile : definitions("StructureDefinition")) {
            String id = profile.path("id").asText();
            isShown(
                    "profiles",
                    language -> {
                        GuideTable table = new GuideTable("profile-" + id);
                        for (JsonNode element : profile.path("differential").path("element")) {
                            String demands = demands(element);
                            if (!demands.isEmpty()) {
                                table.row(code(element.path("path").asText()), demands);
                            }
                        }
                        return table;
                    });
        }
    }

    private static List<JsonNode> definitions(String type) {
        return Published.r4().own().stream()
                .filter(entry -> entry.type().equals(type))
                .map((Entry entry) -> FhirJson.parse(Published.r4().read(entry)))
                .toList();
    }

    /** What an element of a differential demands: cardinality, types, a fixed value, rules. */
    private static String demands(JsonNode element) {
        List<String> demands = new ArrayList<>();
        if (element.has("min") || element.has("max")) {
            demands.add(element.path("min").asText() + ".." + element.path("max").asText());
        }
        for (JsonNode type : element.path("type")) {
            demands.add(type.path("code").asText());
            type.path("targetProfile")
                    .forEach(target -> demands.add(target.asText().replaceAll(".*/", "→ ")));
        }
        element.fields()
                .forEachRemaining(
                        field -> {
                            if (field.getKey().startsWith("fixed")) {
                                demands.add("= " + code(field.getValue().asText()));
                            }
                        });
        element.path("constraint").forEach(rule -> demands.add(code(rule.path("key").asText())));
        return String.join(", ", demands);
    }

    @Test
    void it_lists_our_own_search_parameters() {
        isShown(
                "search",
                language -> {
                    GuideTable table = new GuideTable("search-parameters");
                    for (JsonNode param : definitions("SearchParameter")) {
                        List<String> bases = new ArrayList<>();
                        param.path("base").forEach(base -> bases.add(base.asText()));
                        table.row(
                                code(param.path("code").asText()),
                                param.path("type").asText(),
                                String.join(", ", bases));
                    }
                    return table;
                });
    }

    @Test
    void both_languages_have_the_same_headings_tables_and_code() {
        for (String page : GuidePages.all()) {
            if (page.endsWith(".zh.md")) {
                continue;
            }
            String chinese = page.replace(".md", ".zh.md");
            assertThat(found(SHAPE, GuidePages.read(chinese)))
                    .as(chinese)
                    .isEqualTo(found(SHAPE, GuidePages.read(page)));
            assertThat(found(CODE, withoutHeld(GuidePages.read(chinese))))
                    .as("code of " + chinese)
                    .isEqualTo(found(CODE, withoutHeld(GuidePages.read(page))));
        }
    }

    /** What is refused is said in the language of the page. */
    private static String withoutHeld(String page) {
        return page.replaceAll("(?s)<!-- says .*?<!-- end -->", "");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void its_links_lead_somewhere() {
        for (String page : GuidePages.all()) {
            for (MatchResult link : LINK.matcher(GuidePages.read(page)).results().toList()) {
                String target = link.group(1);
                if (!target.startsWith("http")) {
                    assertThat(Files.exists(GuidePages.FOLDER.resolve(target)))
                            .as(target + " in " + page)
                            .isTrue();
                }
            }
        }
    }
}
