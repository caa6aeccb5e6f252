package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.hospital.guide.GuideTable.code;
import static org.yunzhen.hospital.guide.GuideTable.isShown;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Naming;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** The implementation guide says what the code says, neither more nor less, in both languages. */
class GuideTest {
    private static final List<String> LIMITS =
            List.of(
                    "hospital.fhir.Bodies.RESOURCE_BYTES_MAX",
                    "hospital.fhir.Bodies.BYTES_MAX",
                    "hospital.fhir.Bodies.AT_ONCE_BYTES_MAX",
                    "hospital.fhir.LargeBodies.WAITING_MAX",
                    "hospital.fhir.LargeBodies.SMALLER_WAITING_MAX",
                    "hospital.fhir.RawBinary.BYTES_MAX",
                    "mappings.json.FhirJson.DEPTH_MAX",
                    "mappings.json.FhirJson.RECORD_TOKENS_MAX",
                    "mappings.json.FhirJson.LIST_TOKENS_MAX",
                    "mappings.json.FhirJson.TOKENS_MAX",
                    "mappings.json.FhirJson.NUMBER_DIGITS_MAX",
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
    void it_says_which_refusals_nothing_gives_yet() {
        Set<String> named = GuideSources.namedRefusals();
        String kept =
                Arrays.stream(Refusal.values())
                        .filter(refusal -> !named.contains(refusal.name()))
                        .map(refusal -> code(refusal.code()))
                        .collect(Collectors.joining(" · ", "", "\n"));

        for (Language language : Language.values()) {
            GuidePages.require(GuidePages.named("refusals", language), "list refusals-kept", kept);
        }
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
                    .contains(code("GET /fhir/Task?_tag=" + Systems.WORKFLOW + "|"))
                    .contains(code(Systems.BASE + "StructureDefinition/"));
        }
    }
}
