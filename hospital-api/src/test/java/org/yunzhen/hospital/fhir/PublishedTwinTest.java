package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.Pages;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

/** What is not stored is searched in memory, and its stored copy by the index. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedTwinTest {
    private static final List<String> ASKED_OF_TWINS =
            List.of(
                    "context-quantity=18",
                    "context-quantity=ne18",
                    "context-quantity=sa17||a",
                    "context-quantity=eb18",
                    "context-quantity=ap20",
                    "context-quantity:missing=true",
                    "context-type-quantity=age$le18",
                    "context-type-quantity=http://example.org|age$le18",
                    "context-type:not=age",
                    "context-type=http://terminology.hl7.org/CodeSystem/usage-context-type|",
                    "jurisdiction:text=united",
                    "jurisdiction=|US",
                    "jurisdiction:not=US,CA",
                    "code:not=14647-2",
                    "expansion:missing=true",
                    "reference:above=http://loinc.org/x",
                    "reference:below=http://loinc",
                    "reference:below=http://loinc.org",
                    "status=http://hl7.org/fhir/publication-status|draft",
                    "status=|draft",
                    "title:missing=true",
                    "publisher:missing=false",
                    "description:contains=an+example",
                    "version:not=4.0.1",
                    "date:missing=false",
                    "_profile=http://hl7.org/fhir/StructureDefinition/shareablevalueset",
                    "_tag:missing=true",
                    "_security:not=R");

    @Test
    void a_stored_twin_is_found_by_what_finds_the_published_one() {
        Http integration = Http.as("integration01");
        ObjectNode twin = integration.get("/fhir/ValueSet/example-extensional").json().deepCopy();
        twin.put("id", "pm-twin").put("url", "http://example.org/pm-twin");
        Reply put = integration.put("/fhir/ValueSet/pm-twin", twin.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        Set<Integer> totals = new TreeSet<>();
        for (String search : ASKED_OF_TWINS) {
            String asked = "ValueSet?_id=pm-twin,example-extensional&" + search;
            int found = Pages.ids(integration, "/fhir/" + asked.replace("|", "%7C")).size();
            assertThat(found).as(search).isIn(0, 2);
            totals.add(found);
        }
        assertThat(totals).containsExactly(0, 2);
        assertThat(integration.delete("/fhir/ValueSet/pm-twin").status()).isBetween(200, 204);
    }
}
