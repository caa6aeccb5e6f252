package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.prescription.Ward.Visit;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrescriptionPathTest {
    @Inject Ward ward;
    @Inject Transactions transactions;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void a_prescription_goes_from_the_doctor_to_the_patients_hands() {
        Visit visit = ward.visit();
        String task = ward.prescribed(visit);
        assertThat(request(task, Ward.DOCTOR).path("status").textValue()).isEqualTo("draft");
        assertThat(TaskCalls.review(Ward.PHARMACIST, task, "receive").status()).isEqualTo(200);
        assertThat(
                        TaskCalls.review(Ward.PHARMACIST, task, "approve")
                                .json()
                                .path("status")
                                .textValue())
                .isEqualTo("ready");
        assertThat(request(task, Ward.DOCTOR).path("status").textValue()).isEqualTo("active");

        Reply claimed = TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task));
        String secret = TaskCalls.secret(claimed);
        assertThat(request(task, "pharmacy01").path("status").textValue()).isEqualTo("active");
        Reply part = TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "0.5");
        assertThat(part.json().path("status").textValue()).as(part.text()).isEqualTo("in-progress");
        Reply rest = TaskCalls.dispense("pharmacy01", task, secret, "S-AMLO", "1.5");

        assertThat(rest.json().path("status").textValue()).as(rest.text()).isEqualTo("completed");
        assertThat(request(task, "pharmacy01").path("status").textValue()).isEqualTo("completed");
        allAreValid(task, claimed);
        Conformance.require("e-prescription", request(task, Ward.DOCTOR));
    }

    private static void allAreValid(String task, Reply claimed) {
        JsonNode document = Http.as(Ward.DOCTOR).get("/fhir/Task/" + task).json();
        String history = document.path("relevantHistory").path(1).path("reference").textValue();
        String dispense =
                document.path("output")
                        .path(1)
                        .path("valueReference")
                        .path("reference")
                        .textValue();
        Stream.of(
                        document,
                        request(task, Ward.DOCTOR),
                        claimed.json(),
                        Http.as("integration01").get("/fhir/" + history).json(),
                        Http.as("pharmacy01").get("/fhir/" + dispense).json())
                .forEach(
                        each ->
                                assertThat(new StructureValidator(Definitions.r4()).validate(each))
                                        .as(each.toString())
                                        .isEmpty());
    }

    private static JsonNode request(String task, String account) {
        return Http.as(account).get("/fhir/MedicationRequest/" + TaskCalls.request(task)).json();
    }

    @Test
    void the_pickup_code_is_shown_as_text_and_as_the_same_QR_code() throws Exception {
        Visit visit = ward.visit();
        String task = ward.ready(visit);

        JsonNode shown =
                Http.as(visit.patient()).get("/fhir/Task/" + task + "/$pickup-code").json();

        String code = TaskCalls.value(shown, "code", "valueString");
        byte[] png = Base64.getDecoder().decode(TaskCalls.value(shown, "qr", "valueBase64Binary"));
        assertThat(code).matches("[2-9A-HJKMNP-Z]{12}");
        assertThat(decoded(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(code);
        assertThat(TaskCalls.value(shown, "expires", "valueInstant")).isNotBlank();
        assertThat(Http.as("patient501").get("/fhir/Task/" + task + "/$pickup-code").status())
                .isEqualTo(403);
    }

    private static String decoded(BufferedImage image) throws Exception {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }

    @Test
    void before_the_review_a_prescription_is_worth_nothing() {
        Visit visit = ward.visit();
        String task = ward.prescribed(visit);

        Reply code = Http.as(visit.patient()).get("/fhir/Task/" + task + "/$pickup-code");

        assertThat(code.refusals()).containsExactly("not-reviewed");
    }

    @Test
    void the_reviewer_is_licensed_and_another_person_than_the_prescriber() {
        String task = ward.prescribed(ward.visit());
        ward.account("rx-both-roles", "pharmacist", "Practitioner/" + Ward.DOCTOR);

        assertThat(TaskCalls.review("rx-both-roles", task, "approve").refusals())
                .containsExactly("reviewer-is-prescriber");
        assertThat(TaskCalls.review("pharmacist03", task, "approve").refusals())
                .containsExactly("license-expired");
        assertThat(TaskCalls.review(Ward.DOCTOR, task, "approve").status()).isEqualTo(403);
        assertThat(TaskCalls.review(Ward.PHARMACIST, task, "return").refusals())
                .containsExactly("reason-required");
        assertThat(TaskCalls.status(task)).isEqualTo("requested");
    }

    @Test
    void a_licence_that_ends_in_a_month_is_good_until_the_end_of_the_month() {
        String task = ward.prescribed(ward.visit());
        pharmacist("rx-this-month", YearMonth.now(ZoneId.of("Asia/Shanghai")));
        pharmacist("rx-last-month", YearMonth.now(ZoneId.of("Asia/Shanghai")).minusMonths(1));

        assertThat(TaskCalls.review("rx-last-month", task, "receive").refusals())
                .containsExactly("license-expired");
        assertThat(TaskCalls.review("rx-this-month", task, "receive").status()).isEqualTo(200);
    }

    private void pharmacist(String id, YearMonth licensedUntil) {
        Http.as("integration01")
                .put(
                        "/fhir/Practitioner/" + id,
                        """
                        {"resourceType":"Practitioner","id":"%s","name":[{"text":"药师"}],
                         "qualification":[{"identifier":[{"system":"%s","value":"%s"}],
                          "code":{"text":"药师"},"period":{"end":"%s"}}]}"""
                                .formatted(id, Systems.PHARMACIST_LICENSE, id, licensedUntil));
        ward.account(id, "pharmacist", "Practitioner/" + id);
    }

    @Test
    void a_pharmacist_reads_what_is_to_be_reviewed_and_returns_it_with_a_reason() {
        Visit visit = ward.visit();
        String task = ward.prescribed(visit);
        Http pharmacist = Http.as(Ward.PHARMACIST);
        assertThat(pharmacist.get("/fhir/Task/" + task).status()).isEqualTo(200);
        assertThat(pharmacist.get("/fhir/Condition/" + visit.condition()).status()).isEqualTo(200);

        Reply returned =
                TaskCalls.call(
                        Ward.PHARMACIST,
                        task,
                        "review",
                        "decision",
                        "Code",
                        "return",
                        "comment",
                        "String",
                        "剂量需核对");

        assertThat(returned.json().path("status").textValue()).isEqualTo("rejected");
        assertThat(request(task, Ward.DOCTOR).path("status").textValue()).isEqualTo("cancelled");
        assertThat(pharmacist.get("/fhir/Condition/" + visit.condition()).status()).isEqualTo(403);
        assertThat(TaskCalls.review(Ward.PHARMACIST, task, "approve").refusals())
                .containsExactly("wrong-state");
    }

    @Test
    void a_patient_and_their_guardian_read_the_signed_document_and_nobody_else_does() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String bundle = TaskCalls.task(task).path("focus").path("reference").textValue();
        ward.guards("patient499", visit.patient());

        for (String allowed : List.of(visit.patient(), "patient499")) {
            Reply read = Http.as(allowed).get("/fhir/" + bundle);
            assertThat(read.status()).as(allowed).isEqualTo(200);
            assertThat(read.json().path("type").textValue()).isEqualTo("document");
        }
        Reply found = Http.as(visit.patient()).get("/fhir/Bundle?_count=50");
        assertThat(found.json().path("entry").findValuesAsText("fullUrl"))
                .anyMatch(url -> url.endsWith(bundle));
        for (String other : List.of("patient498", "pharmacy01", "pharmacy02", "doctor19")) {
            assertThat(Http.as(other).get("/fhir/" + bundle).status()).as(other).isEqualTo(403);
        }
        TaskCalls.secret(TaskCalls.claim("pharmacy01", TaskCalls.code(visit, task)));
        assertThat(Http.as("pharmacy01").get("/fhir/" + bundle).status()).isEqualTo(200);
        assertThat(Http.as("pharmacy02").get("/fhir/" + bundle).status()).isEqualTo(403);
        String id = bundle.substring("Bundle/".length());
        assertThat(looked(visit.patient(), id, "relation = 'self' AND status = 200")).isEqualTo(1);
        assertThat(looked("patient499", id, "relation = 'guardian' AND status = 200")).isEqualTo(1);
        assertThat(looked("patient498", id, "status = 403")).isEqualTo(1);
    }

    private long looked(String patient, String bundle, String how) {
        return count(
                "trail WHERE actor = 'Patient/%s' AND action = 'read' AND type = 'Bundle'"
                                .formatted(patient)
                        + " AND resource_id = '%s' AND %s".formatted(bundle, how));
    }

    @Test
    void what_the_workflow_owns_is_not_written_plainly() {
        String task = ward.prescribed(ward.visit());
        String plain =
                """
                {"resourceType":"Task","id":"%s","status":"completed","intent":"order"}"""
                        .formatted(task);

        Reply reply = Http.as("integration01").put("/fhir/Task/" + task, plain);

        assertThat(reply.refusals()).containsExactly("use-operation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Parameters\"}",
                "{\"resourceType\":\"Parameters\",\"parameter\":7}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"encounter\"}]}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"decision\",\"valueCode\":\"burn\"}]}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"decision\",\"valueInteger\":1}]}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"secret\",\"valueString\":\"\"}]}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"code\",\"valueString\":\"\"}]}",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\" \"}]}",
                "{\"resourceType\":\"Patient\"}",
                "not json"
            })
    void bad_inputs_are_answered_and_change_nothing(String body) {
        String task = ward.prescribed(ward.visit());
        long before = count("prescription");

        for (String[] call :
                List.of(
                        new String[] {Ward.DOCTOR, "MedicationRequest/$prescribe"},
                        new String[] {Ward.PHARMACIST, "Task/" + task + "/$review"},
                        new String[] {Ward.PHARMACIST, "Task/unknown/$review"},
                        new String[] {"pharmacy01", "Task/$claim"},
                        new String[] {"pharmacy01", "Task/" + task + "/$release"},
                        new String[] {"pharmacy01", "Task/" + task + "/$dispense"},
                        new String[] {"pharmacy01", "Task/" + task + "/$answer-revocation"},
                        new String[] {Ward.DOCTOR, "Task/" + task + "/$revoke"},
                        new String[] {"patient501", "MedicationRequest/$prescribe"})) {
            Reply reply = Http.as(call[0]).post("/fhir/" + call[1], body);
            assertThat(reply.status()).as(call[1] + " " + reply.text()).isBetween(400, 499);
        }
        assertThat(count("prescription")).isEqualTo(before);
        assertThat(TaskCalls.status(task)).isEqualTo("requested");
    }

    private long count(String from) {
        return transactions
                .run(Ward.HOME, tx -> tx.run("SELECT count(*) FROM " + from))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .indefinitely();
    }
}
