package org.yunzhen.hospital.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.validate.StructureValidator;

/** The implementation guide is served, and what it shows is what the service does. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ServedGuideTest {
    private static final Pattern ASKED =
            Pattern.compile("(?:^|`)GET (/fhir[^`{…\n]+)(?:`|$)", Pattern.MULTILINE);
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "<!-- (passes|refused) ([a-z-]+) -->\\s*```json\\n(.*?)```", Pattern.DOTALL);

    @Inject Operations operations;

    private final Http anybody = Http.anonymous();
    private final Http integration = Http.as("integration01");

    @Test
    void every_page_is_served_as_it_is_written_and_the_front_page_leads_there() {
        for (String page : GuidePages.all()) {
            Reply reply = anybody.get("/guide/" + page);
            assertThat(reply.status()).as(page).isEqualTo(200);
            assertThat(reply.text()).as(page).isEqualTo(GuidePages.read(page));
        }
        assertThat(anybody.get("/guide/nothing.md").status()).isEqualTo(404);
        assertThat(anybody.get("/manual/index.md").status()).isEqualTo(404);
        assertThat(anybody.get("/manual/operator.md").status()).isEqualTo(200);
        assertThat(anybody.get("/").text())
                .contains("/guide/index.md\"")
                .contains("/guide/index.zh.md\"");
    }

    @Test
    void its_operations_are_those_that_are_registered() {
        for (Language language : Language.values()) {
            GuideTable table = new GuideTable("operations");
            for (Operation operation : operations.all()) {
                List<String> cells = new ArrayList<>();
                String type = operation.type().equals(Operation.ANY_TYPE) ? "*" : operation.type();
                cells.add("`" + type + "/$" + operation.name() + "`");
                cells.add(level(operation.level()));
                cells.add(callers(operation.callers()));
                cells.add(operation.changes() ? "✓" : "");
                cells.add(inputs(operation));
                if (language == Language.EN) {
                    cells.add(operation.description());
                }
                table.row(cells.toArray(String[]::new));
            }
            table.isShownIn(GuidePages.named("operations", language));
        }
    }

    private static String level(Operation.Level level) {
        List<String> words = new ArrayList<>();
        if (level.isOnSystem()) {
            words.add("system");
        }
        if (level.isOnType()) {
            words.add("type");
        }
        if (level.isOnInstance()) {
            words.add("instance");
        }
        return String.join(", ", words);
    }

    private static String callers(Set<Role> callers) {
        if (callers.size() == Role.values().length) {
            return "*";
        }
        if (EnumSet.complementOf(EnumSet.of(Role.ANONYMOUS)).equals(callers)) {
            return "token";
        }
        return EnumSet.copyOf(callers).stream().map(Role::code).collect(Collectors.joining(", "));
    }

    private static String inputs(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.use().equals("in"))
                .map(
                        parameter -> {
                            boolean many = parameter.max().equals("*");
                            boolean must = parameter.min() > 0;
                            String count = many ? (must ? "+" : "*") : (must ? "" : "?");
                            return "`" + parameter.name() + count + "`";
                        })
                .collect(Collectors.joining(" "));
    }

    @Test
    void what_it_says_one_may_ask_is_answered() {
        List<String> refused = new ArrayList<>();
        int asked = 0;
        for (String page : GuidePages.all()) {
            for (MatchResult found : ASKED.matcher(GuidePages.read(page)).results().toList()) {
                String shown = found.group(1).replace("\\|", "%7C").replace("|", "%7C");
                String path = URI.create(shown).toASCIIString();
                Reply reply = integration.with("Prefer", "handling=strict").get(path);
                if (reply.status() != 200) {
                    refused.add(reply.status() + " " + path + " " + reply.text());
                }
                asked++;
            }
        }
        assertThat(refused).isEmpty();
        assertThat(asked).isGreaterThan(20);
    }

    @Test
    void its_examples_pass_and_are_refused_as_it_says() {
        for (Language language : Language.values()) {
            String page = GuidePages.named("profiles", language);
            Set<String> shown = new HashSet<>();
            for (MatchResult found : EXAMPLE.matcher(GuidePages.read(page)).results().toList()) {
                String profile = found.group(2);
                JsonNode resource = FhirJson.parse(found.group(3).getBytes(StandardCharsets.UTF_8));
                shown.add(found.group(1) + " " + profile);
                if (found.group(1).equals("passes")) {
                    Conformance.require(profile, resource);
                } else {
                    GuidePages.require(page, "says " + profile, refusal(language, resource));
                }
            }
            Set<String> wanted =
                    Published.r4().own().stream()
                            .filter(own -> own.type().equals("StructureDefinition"))
                            .filter(own -> own.excerpt().path("kind").asText().equals("resource"))
                            .flatMap(
                                    own ->
                                            List.of("passes " + own.id(), "refused " + own.id())
                                                    .stream())
                            .collect(Collectors.toSet());
            assertThat(shown).as(page).isEqualTo(wanted);
        }
    }

    private String refusal(Language language, JsonNode resource) {
        Reply reply =
                integration
                        .with("Accept-Language", language.tag())
                        .post(
                                "/fhir/" + resource.path("resourceType").asText(),
                                resource.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        StringBuilder said = new StringBuilder("```\n");
        for (JsonNode issue : reply.json().path("issue")) {
            JsonNode details = issue.path("details");
            said.append(reply.status())
                    .append(' ')
                    .append(details.path("coding").path(0).path("code").asText())
                    .append(" (")
                    .append(issue.path("expression").path(0).asText())
                    .append("): ")
                    .append(details.path("text").asText())
                    .append('\n');
        }
        return said.append("```\n").toString();
    }

    @Test
    void the_implementation_guide_lists_what_is_served_and_the_statement_names_it() {
        Reply guide = anybody.get("/fhir/ImplementationGuide/yunzhen");
        assertThat(guide.status()).as(guide.text()).isEqualTo(200);
        assertThat(new StructureValidator(Definitions.r4()).validate(guide.json())).isEmpty();
        String url = guide.json().path("url").asText();
        assertThat(
                        anybody.get("/fhir/metadata")
                                .json()
                                .path("implementationGuide")
                                .path(0)
                                .asText())
                .isEqualTo(url);
        Reply found = anybody.get("/fhir/ImplementationGuide?url=" + url);
        assertThat(found.json().path("total").asInt()).isEqualTo(1);
        List<String> listed = new ArrayList<>();
        for (JsonNode one : guide.json().path("definition").path("resource")) {
            String reference = one.path("reference").path("reference").asText();
            assertThat(anybody.get("/fhir/" + reference).status()).as(reference).isEqualTo(200);
            listed.add(reference);
        }
        assertThat(listed)
                .doesNotHaveDuplicates()
                .contains("StructureDefinition/resident", "SearchParameter/pinyin")
                .contains("NamingSystem/resident-id");
        assertThat(listed.stream().filter(one -> one.startsWith("OperationDefinition/")).count())
                .isEqualTo(operations.all().size());
        String page = guide.json().path("definition").path("page").path("nameUrl").asText();
        assertThat(page).isEqualTo(Http.address() + "/guide/index.md");
    }

    @Test
    void an_implementation_guide_that_somebody_stored_lies_beside_it() {
        String path = "/fhir/ImplementationGuide/of-another-hospital";
        String other =
                "{\"resourceType\":\"ImplementationGuide\",\"id\":\"of-another-hospital\","
                        + "\"url\":\"https://other.example/guide\",\"name\":\"Other\","
                        + "\"status\":\"draft\",\"packageId\":\"other\",\"fhirVersion\":[\"4.0.1\"]}";
        assertThat(integration.put(path, other).status()).isIn(200, 201);
        assertThat(integration.get(path).status()).isEqualTo(200);
        Reply found = integration.get("/fhir/ImplementationGuide?name=other");
        assertThat(found.text()).contains("of-another-hospital");
        assertThat(anybody.get(path).status()).isEqualTo(401);
    }
}
