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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.validate.StructureValidator;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrescriptionPathTest {
    private static final String EXPIRE =
            "UPDATE prescription SET valid_until = now() - interval '1 minute' WHERE id = $1";

    @Inject Ward ward;
    @Inject Transactions transactions;
    @Inject ExpiryJob expiry;

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
        assertThat(Ward.review(Ward.PHARMACIST, task, "receive").status()).isEqualTo(200);
        assertThat(Ward.review(Ward.PHARMACIST, task, "approve").json().path("status").textValue())
                .isEqualTo("ready");
        assertThat(request(task, Ward.DOCTOR).path("status").textValue()).isEqualTo("active");

        Reply claimed = Ward.claim("pharmacy01", Ward.code(visit, task));
        String secret = Ward.secret(claimed);
        assertThat(request(task, "pharmacy01").path("status").textValue()).isEqualTo("active");
        Reply part = Ward.dispense("pharmacy01", task, secret, "S-AMLO", "0.5");
        assertThat(part.json().path("status").textValue()).as(part.text()).isEqualTo("in-progress");
        Reply rest = Ward.dispense("pharmacy01", task, secret, "S-AMLO", "1.5");

        assertThat(rest.json().path("status").textValue()).as(rest.text()).isEqualTo("completed");
        assertThat(request(task, "pharmacy01").path("status").textValue()).isEqualTo("completed");
        allAreValid(task, claimed);
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
        return Http.as(account).get("/fhir/MedicationRequest/" + Ward.request(task)).json();
    }

    @Test
    void the_pickup_code_is_shown_as_text_and_as_the_same_QR_code() throws Exception {
        Visit visit = ward.visit();
        String task = ward.ready(visit);

        JsonNode shown =
                Http.as(visit.patient()).get("/fhir/Task/" + task + "/$pickup-code").json();

        String code = Ward.value(shown, "code", "valueString");
        byte[] png = Base64.getDecoder().decode(Ward.value(shown, "qr", "valueBase64Binary"));
        assertThat(code).matches("[2-9A-HJKMNP-Z]{12}");
        assertThat(decoded(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(code);
        assertThat(Ward.value(shown, "expires", "valueInstant")).isNotBlank();
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
    void what_a_rule_forbids_is_refused_with_every_finding_and_leaves_nothing() {
        Visit visit = ward.visit();
        String requests =
                String.join(
                        ",",
                        visit.request("S-narcotic", 7, 1),
                        visit.request("S-AMLO", 8, 1),
                        visit.request("S-COMBI", 7, 1));

        Reply refused = ward.prescribe(visit.prescription(requests));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusals())
                .containsExactly(
                        "drug-forbidden-online", "supply-too-long", "duplicate-ingredient");
        assertThat(refused.text())
                .contains("\"R19\"", "\"R22\"", "\"R27\"", "StructureDefinition/overridable");
        assertThat(count("prescription WHERE patient = '" + visit.patient() + "'")).isZero();
    }

    @Test
    void what_needs_a_reason_passes_with_one_that_is_kept_in_the_line() {
        Visit visit = ward.visit();
        String month = visit.request("S-AMLO", 28, 2);
        assertThat(ward.prescribe(visit.prescription(month)).refusals())
                .containsExactly("supply-too-long");

        Reply passed = ward.prescribe(visit.prescription(month, override("R22", "病情稳定 stable")));

        assertThat(passed.status()).as(passed.text()).isEqualTo(201);
        assertThat(request(passed.id(), Ward.DOCTOR).toString()).contains("R22: 病情稳定 stable");
    }

    private static String override(String rule, String reason) {
        return """
               {"name":"override","part":[{"name":"rule","valueCode":"%s"},
                 {"name":"reason","valueString":"%s"}]}"""
                .formatted(rule, reason);
    }

    @Test
    void the_record_is_asked_for_allergies_and_for_what_is_taken_already() {
        Visit visit = ward.visit();
        Http.as("integration01")
                .post(
                        "/fhir/AllergyIntolerance",
                        """
                        {"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/%s"},
                         "clinicalStatus":{"coding":[{"code":"active",
                           "system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"}]},
                         "code":{"coding":[{"code":"ace-inhibitor"}]}}"""
                                .formatted(visit.patient()));
        ward.prescribed(visit);

        Reply reply =
                ward.prescribe(
                        visit.prescription(
                                visit.request("S-PERI", 7, 1)
                                        + ","
                                        + visit.request("S-AMLO", 7, 1)));

        assertThat(reply.refusals()).containsExactly("allergy", "duplicate-ingredient");
    }

    @Test
    void a_visit_must_be_the_doctors_own_in_progress_and_its_follow_up_confirmed() {
        Visit own = ward.visit();
        assertThat(ward.prescribe(ward.visit("finished", true).prescription()).refusals())
                .containsExactly("wrong-state");
        assertThat(ward.prescribe(ward.visit("in-progress", false).prescription()).refusals())
                .containsExactly("follow-up-not-confirmed");
        assertThat(
                        Http.as("doctor19")
                                .post("/fhir/MedicationRequest/$prescribe", own.prescription())
                                .status())
                .isEqualTo(403);
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

        assertThat(Ward.review("rx-both-roles", task, "approve").refusals())
                .containsExactly("reviewer-is-prescriber");
        assertThat(Ward.review("pharmacist03", task, "approve").refusals())
                .containsExactly("license-expired");
        assertThat(Ward.review(Ward.DOCTOR, task, "approve").status()).isEqualTo(403);
        assertThat(Ward.review(Ward.PHARMACIST, task, "return").refusals())
                .containsExactly("reason-required");
        assertThat(Ward.status(task)).isEqualTo("requested");
    }

    @Test
    void a_pharmacist_reads_what_is_to_be_reviewed_and_returns_it_with_a_reason() {
        Visit visit = ward.visit();
        String task = ward.prescribed(visit);
        Http pharmacist = Http.as(Ward.PHARMACIST);
        assertThat(pharmacist.get("/fhir/Task/" + task).status()).isEqualTo(200);
        assertThat(pharmacist.get("/fhir/Condition/" + visit.condition()).status()).isEqualTo(200);

        Reply returned =
                Ward.call(
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
        assertThat(Ward.review(Ward.PHARMACIST, task, "approve").refusals())
                .containsExactly("wrong-state");
    }

    @Test
    void the_holder_gets_its_secret_again_and_another_pharmacy_nothing() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = Ward.code(visit, task);
        String secret = Ward.secret(Ward.claim("pharmacy01", code));

        String typedAgain = code.substring(0, 6).toLowerCase(Locale.ROOT) + "-" + code.substring(6);

        assertThat(Ward.secret(Ward.claim("pharmacy01", typedAgain))).isEqualTo(secret);
        assertThat(Ward.claim("pharmacy02", code).refusals()).containsExactly("claimed-by-another");
        assertThat(Http.as("pharmacy02").get("/fhir/Task/" + task).status()).isEqualTo(403);
    }

    @Test
    void codes_cannot_be_tried_out() {
        ward.account("pharmacy-rx-guesses", "pharmacy", "Organization/rx-guesses");
        for (int i = 0; i < PickupAttempts.WRONG_MAX; i++) {
            assertThat(Ward.claim("pharmacy-rx-guesses", "22222222222A").refusals())
                    .containsExactly("pickup-code-invalid");
        }

        assertThat(Ward.claim("pharmacy-rx-guesses", "22222222222A").status()).isEqualTo(429);
    }

    @Test
    void a_patient_and_their_guardian_read_the_signed_document_and_nobody_else_does() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String bundle = Ward.task(task).path("focus").path("reference").textValue();
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
        Ward.secret(Ward.claim("pharmacy01", Ward.code(visit, task)));
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
    void no_more_is_dispensed_than_was_prescribed_nor_anything_else() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret = Ward.secret(Ward.claim("pharmacy01", Ward.code(visit, task)));

        assertThat(Ward.dispense("pharmacy01", task, "x", "S-AMLO", "1").refusals())
                .containsExactly("lock-secret-wrong");
        assertThat(Ward.dispense("pharmacy01", task, secret, "S-PERI", "1").refusals())
                .containsExactly("other-drug");
        assertThat(Ward.dispense("pharmacy01", task, secret, "S-AMLO", "1", "none").refusals())
                .containsExactly("line-unknown");
        assertThat(Ward.dispense("pharmacy01", task, secret, "S-AMLO", "2.5").refusals())
                .containsExactly("quantity-exceeded");
        assertThat(Ward.dispense("pharmacy01", task, secret, "S-AMLO", "-1").status())
                .isEqualTo(400);
        assertThat(Ward.dispense("pharmacy02", task, secret, "S-AMLO", "1").status())
                .isEqualTo(403);
        assertThat(count("prescription_line WHERE prescription = '" + task + "' AND dispensed > 0"))
                .isZero();
    }

    @Test
    void a_release_gives_the_patient_a_new_code_and_takes_the_pharmacys_view() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = Ward.code(visit, task);
        String secret = Ward.secret(Ward.claim("pharmacy01", code));

        Reply released = Ward.call("pharmacy01", task, "release", "secret", "String", secret);

        assertThat(released.json().path("status").textValue()).isEqualTo("ready");
        assertThat(Http.as("pharmacy01").get("/fhir/Task/" + task).status()).isEqualTo(403);
        assertThat(Ward.claim("pharmacy02", code).status()).isEqualTo(403);
        Ward.secret(Ward.claim("pharmacy02", Ward.code(visit, task)));
    }

    @Test
    void a_revocation_works_at_once_while_nobody_holds_the_prescription() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = Ward.code(visit, task);

        Reply revoked = Ward.call(Ward.DOCTOR, task, "revoke", "reason", "String", "开错药");

        assertThat(revoked.json().path("status").textValue()).isEqualTo("cancelled");
        assertThat(Ward.claim("pharmacy01", code).refusals())
                .containsExactly("prescription-revoked");
        assertThat(Ward.call("doctor19", task, "revoke", "reason", "String", "x").status())
                .isEqualTo(403);
    }

    @Test
    void a_holder_answers_a_revocation_before_anything_else() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String secret = Ward.secret(Ward.claim("pharmacy01", Ward.code(visit, task)));

        Reply asked = Ward.call(Ward.DOCTOR, task, "revoke", "reason", "String", "开错药");
        assertThat(asked.json().path("status").textValue()).isEqualTo("in-progress");
        assertThat(asked.text()).contains("revocation-requested");
        assertThat(Ward.dispense("pharmacy01", task, secret, "S-AMLO", "1").refusals())
                .containsExactly("revocation-pending");

        assertThat(answered(task, secret, "already-dispensed")).isEqualTo("in-progress");
        Ward.call(Ward.DOCTOR, task, "revoke", "reason", "String", "仍要撤销");
        assertThat(answered(task, secret, "accept")).isEqualTo("cancelled");
    }

    private static String answered(String task, String secret, String answer) {
        return Ward.call(
                        "pharmacy01",
                        task,
                        "answer-revocation",
                        "secret",
                        "String",
                        secret,
                        "answer",
                        "Code",
                        answer)
                .json()
                .path("status")
                .textValue();
    }

    @Test
    void a_prescription_past_its_time_fails_and_cannot_be_claimed() {
        Visit visit = ward.visit();
        String task = ward.ready(visit);
        String code = Ward.code(visit, task);
        transactions.run(Ward.HOME, tx -> tx.run(EXPIRE, task)).await().indefinitely();
        assertThat(Ward.claim("pharmacy01", code).refusals())
                .containsExactly("prescription-expired");

        expiry.expire().await().indefinitely();

        assertThat(Ward.status(task)).isEqualTo("failed");
        assertThat(request(task, Ward.DOCTOR).path("status").textValue()).isEqualTo("stopped");
    }

    @Test
    void the_same_idempotency_key_signs_one_prescription() {
        Visit visit = ward.visit();
        Http doctor = Http.as(Ward.DOCTOR).with("Idempotency-Key", "rx-" + visit.encounter());

        Reply first = doctor.post("/fhir/MedicationRequest/$prescribe", visit.prescription());
        Reply again = doctor.post("/fhir/MedicationRequest/$prescribe", visit.prescription());

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(count("prescription WHERE patient = '" + visit.patient() + "'")).isEqualTo(1);
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
        assertThat(Ward.status(task)).isEqualTo("requested");
    }

    private long count(String from) {
        return transactions
                .run(Ward.HOME, tx -> tx.run("SELECT count(*) FROM " + from))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .indefinitely();
    }
}
