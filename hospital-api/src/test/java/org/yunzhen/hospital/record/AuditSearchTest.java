package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What AuditEvent can be searched by: alone, together, by alternatives and their contrary. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditSearchTest {
    private final Http compliance = Http.as("compliance01");

    @Test
    void what_was_refused_is_found_by_its_outcome_alternatives_and_their_contrary() {
        SyntheticRecord.of("patient136");
        Http.as("patient136").get("/fhir/Condition/patient136-condition");
        Http.as("patient137").get("/fhir/Condition/patient136-condition");
        Http.as("patient138").delete("/fhir/Condition/patient136-condition");
        String of = "entity=Condition/patient136-condition&date=ge2026&";
        Map.ofEntries(
                        Map.entry("outcome=4", "137 138"),
                        Map.entry("outcome=http://hl7.org/fhir/audit-event-outcome%7C0", "136"),
                        Map.entry("outcome=0,4", "136 137 138"),
                        Map.entry("outcome:not=4", "136"),
                        Map.entry("outcome:not=0,4", ""),
                        Map.entry("outcome=8,12", ""),
                        Map.entry("action:not=R", "138"),
                        Map.entry("action=R,D", "136 137 138"),
                        Map.entry("action=D&outcome=0", ""),
                        Map.entry("agent=Patient/patient137,Patient/patient138", "137 138"),
                        Map.entry("entity=Patient/x,Condition/patient136-condition", "136 137 138"),
                        Map.entry("patient=patient136,x&outcome=0", "136"),
                        Map.entry("date=lt2026,ge2026-01-01", "136 137 138"),
                        Map.entry("date=lt2026,gt2999", ""))
                .forEach((query, who) -> assertThat(agents(of + query)).as(query).isEqualTo(who));
    }

    /** By whom, of those of the test above. */
    private String agents(String query) {
        return SyntheticRecord.events("_count=100&" + query).stream()
                .map(event -> event.path("agent").path(0).path("who").path("reference").asText())
                .filter(who -> who.matches("Patient/patient13[678]"))
                .map(who -> who.substring("Patient/patient".length()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Test
    void the_number_of_all_is_told_when_it_is_wished_on_each_page() {
        for (int i = 0; i < 5; i++) {
            Http.as("patient486").get("/fhir/Patient/patient486");
        }
        String path = "/fhir/AuditEvent?agent=Patient/patient486&_count=2&_total=accurate";
        Reply first = compliance.get(path);
        assertThat(first.json().path("total").asInt()).isEqualTo(5);
        Reply second = compliance.get(SyntheticRecord.next(first.json()));
        assertThat(second.json().path("total").asInt()).isEqualTo(5);
        assertThat(compliance.get(path.replace("accurate", "none")).json().has("total")).isFalse();
    }

    @Test
    void pages_of_the_trail_hold_each_event_once() {
        SyntheticRecord.of("patient128");
        for (int i = 0; i < 7; i++) {
            Http.as("patient128").get("/fhir/Patient/patient128");
        }
        List<String> ids = new ArrayList<>();
        String path = "/fhir/AuditEvent?agent=Patient/patient128&_count=3&_sort=-date";
        while (path != null) {
            Reply page = compliance.get(path);
            SyntheticRecord.assertValid(page.json());
            ids.addAll(SyntheticRecord.entries(page));
            path = SyntheticRecord.next(page.json());
        }
        assertThat(ids).hasSize(7);
        assertThat(new HashSet<>(ids)).hasSize(7);
    }

    @Test
    void a_search_of_the_trail_that_is_not_understood_is_refused_and_never_widened() {
        for (String query :
                List.of(
                        "nonsense=1",
                        "agent-name=x",
                        "date=yesterday",
                        "agent=x",
                        "patient=Device/1",
                        "action=Z",
                        "_sort=date",
                        "_sort=-date&_sort=-_lastUpdated",
                        "_count=1&_count=2",
                        "_id=x",
                        "_id:not=1",
                        "agent:not=Patient/x",
                        "patient:missing=true",
                        "outcome=5",
                        "outcome=",
                        "outcome=0,",
                        "outcome:above=4",
                        "outcome=http://other.example%7C4",
                        "_total=all",
                        "_total:not=none",
                        "_page=AAAA")) {
            assertThat(compliance.get("/fhir/AuditEvent?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
