package org.yunzhen.hospital.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.Conformance;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RegisterTest {
    private static final String REGISTER = "/fhir/Patient/$register";
    private static final String NOTHING = "{\"resourceType\":\"Parameters\"}";

    @Test
    void a_new_person_becomes_a_patient_without_a_token() {
        String id = SyntheticRecord.residentId("19800101", 11);
        Reply reply = Http.anonymous().post(REGISTER, wish(id, "张伟", "13900000001", ""));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        SyntheticRecord.assertValid(reply.json());
        assertThat(reply.json().path("birthDate").asText()).isEqualTo("1980-01-01");
        assertThat(reply.json().path("gender").asText()).isEqualTo("male");
        Reply stored = Http.as("integration01").get("/fhir/Patient/" + reply.id());
        assertThat(stored.status()).isEqualTo(200);
        Conformance.require("resident", stored.json());
        assertThat(Http.anonymous().get("/fhir/Patient/" + reply.id()).status()).isEqualTo(401);
    }

    @Test
    void who_exists_is_told_so_with_a_masked_identity_and_nothing_else() {
        String id = SyntheticRecord.residentId("19810101", 22);
        Reply first = Http.anonymous().post(REGISTER, wish(id, "欧阳明月", "13900000002", ""));
        Reply again = Http.anonymous().post(REGISTER, wish(id, "欧阳 明月", "13911111111", ""));

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        SyntheticRecord.assertValid(again.json());
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.text())
                .contains("欧**月")
                .doesNotContain("13900000002", "19810101", id, "欧阳明月");
    }

    @Test
    void another_name_for_a_registered_number_is_refused_and_reveals_nothing() {
        String id = SyntheticRecord.residentId("19820101", 33);
        Reply first = Http.anonymous().post(REGISTER, wish(id, "李强", "13900000003", ""));
        Reply other = Http.anonymous().post(REGISTER, wish(id, "李刚", "13900000003", ""));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.refusals()).containsExactly("identity-mismatch");
        assertThat(other.text()).doesNotContain(first.id(), "李强");
    }

    @Test
    void twenty_registrations_at_once_make_one_patient() {
        String id = SyntheticRecord.residentId("19830101", 44);
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(
                    Http.anonymous()
                            .postLater(REGISTER, wish(id, "王芳", "1390000000" + i % 10, "")));
        }
        List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(19);
        assertThat(replies.stream().map(Reply::id).distinct()).hasSize(1);
    }

    @Test
    void a_guardian_whom_the_childs_record_names_reaches_it_and_nobody_else_does() {
        String child = SyntheticRecord.residentId("20200101", 55);
        String mother = SyntheticRecord.residentId("19900101", 66);
        registeredAs("patient141", mother, "陈静", "");
        registeredAs("register-child", child, "陈小宝", contact("陈静", "19900000009"));
        Http guardian = Http.as("patient141");
        assertThat(guardian.get("/fhir/Patient/register-child").status()).isEqualTo(403);

        String wish = wish(mother, "陈静", "19900000009", guardianOf(child, "陈小宝"));
        Reply done = Http.anonymous().post(REGISTER, wish);
        Reply again = Http.anonymous().post(REGISTER, wish);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        SyntheticRecord.assertValid(done.json());
        assertThat(again.json()).isEqualTo(done.json());
        assertThat(guardian.get("/fhir/Patient/register-child").status()).isEqualTo(200);
        assertThat(Http.as("patient142").get("/fhir/Patient/register-child").status())
                .isEqualTo(403);
        String related = done.json().path("link").path(0).path("other").path("reference").asText();
        Reply relatedPerson = guardian.get("/fhir/" + related);
        assertThat(relatedPerson.status()).isEqualTo(200);
        SyntheticRecord.assertValid(relatedPerson.json());
        assertThat(relatedPerson.json().path("period").path("end").asText())
                .isEqualTo("2037-12-31");
        assertThat(Http.as("integration01").delete("/fhir/" + related).refusals())
                .containsExactly("use-operation");
        assertThat(guardian.get("/fhir/Patient/register-child/$who-looked").text()).contains("该患者");
    }

    @Test
    void a_guardian_whom_registration_made_ends_it_for_good_by_the_operation() {
        Http guardian = Http.as("patient347");
        String related = guardianship("patient347", "register-left", "19900102", "20200102");
        String end = "/fhir/" + related + "/$end-guardianship";
        assertThat(Http.as("patient142").post(end, NOTHING).status()).isEqualTo(403);
        assertThat(guardian.get("/fhir/Patient/register-left").status()).isEqualTo(200);

        Reply ended = guardian.post(end, NOTHING);

        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        SyntheticRecord.assertValid(ended.json());
        assertThat(ended.json().path("active").asBoolean(true)).isFalse();
        assertThat(guardian.get("/fhir/Patient/register-left").status()).isEqualTo(403);
        assertThat(guardian.post(end, NOTHING).refusals()).containsExactly("wrong-state");
        assertThat(guardianship("patient347", "register-left", "19900102", "20200102"))
                .isEqualTo(related);
        assertThat(guardian.get("/fhir/Patient/register-left").status())
                .as("it is not made anew by saying so again")
                .isEqualTo(403);
    }

    @Test
    void an_operator_ends_a_guardianship_and_is_shown_nothing_of_it() {
        Http guardian = Http.as("patient348");
        String related = guardianship("patient348", "register-ended", "19900103", "20200103");

        Reply ended =
                Http.as("operator01").post("/fhir/" + related + "/$end-guardianship", NOTHING);

        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThat(ended.text()).isEmpty();
        assertThat(guardian.get("/fhir/Patient/register-ended").status()).isEqualTo(403);
        assertThat(guardian.get("/fhir/Patient/patient348/$who-looked").text())
                .contains("解除了监护关系。依据：负责医院运营");
        String none = "/fhir/RelatedPerson/none/$end-guardianship";
        assertThat(Http.as("operator01").post(none, NOTHING).status()).isEqualTo(404);
        SyntheticRecord.put(
                "RelatedPerson/register-plain",
                "patient348",
                "\"patient\":{\"reference\":\"Patient/%s\"}");
        assertThat(
                        Http.as("operator01")
                                .post(
                                        "/fhir/RelatedPerson/register-plain/$end-guardianship",
                                        NOTHING)
                                .refusals())
                .as("a record of another hospital")
                .containsExactly("not-supported");
    }

    @Test
    void who_is_of_age_by_their_record_gets_no_guardian() {
        String child = SyntheticRecord.residentId("20200104", 56);
        String mother = SyntheticRecord.residentId("19900104", 66);
        registeredAs("patient349", mother, "陈静", "");
        registeredAs(
                "register-adult",
                child,
                "陈小宝",
                contact("陈静", "19900000009") + ",\"birthDate\":\"1995-01-04\"");

        Reply refused =
                Http.anonymous()
                        .post(
                                REGISTER,
                                wish(mother, "陈静", "19900000009", guardianOf(child, "陈小宝")));

        assertThat(refused.refusals()).containsExactly("proxy-not-allowed");
    }

    /** Registers an account as guardian; answers the RelatedPerson. */
    private static String guardianship(
            String account, String child, String born, String childBorn) {
        String guardianNumber = SyntheticRecord.residentId(born, 66);
        String childNumber = SyntheticRecord.residentId(childBorn, 55);
        registeredAs(account, guardianNumber, "陈静", "");
        registeredAs(child, childNumber, "陈小宝", contact("陈静", "19900000009"));
        Reply done =
                Http.anonymous()
                        .post(
                                REGISTER,
                                wish(
                                        guardianNumber,
                                        "陈静",
                                        "19900000009",
                                        guardianOf(childNumber, "陈小宝")));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        return done.json().path("link").path(0).path("other").path("reference").asText();
    }

    @Test
    void a_guardian_whom_the_childs_record_does_not_name_is_refused_alike_in_every_case() {
        String child = SyntheticRecord.residentId("20210101", 77);
        String stranger = SyntheticRecord.residentId("19910101", 88);
        registeredAs("register-other", child, "赵小花", contact("赵敏", "19900000010"));

        List<String> wishes =
                List.of(
                        wish(stranger, "赵敏", "19900000099", guardianOf(child, "赵小花")),
                        wish(stranger, "钱多", "19900000010", guardianOf(child, "赵小花")),
                        wish(stranger, "赵敏", "19900000010", guardianOf(child, "赵小草")),
                        wish(
                                stranger,
                                "赵敏",
                                "19900000010",
                                guardianOf(SyntheticRecord.residentId("20210102", 1), "赵小花")),
                        wish(
                                stranger,
                                "赵敏",
                                "19900000010",
                                guardianOf(SyntheticRecord.residentId("19800102", 1), "赵小花")));
        for (String wish : wishes) {
            Reply refused = Http.anonymous().post(REGISTER, wish);
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.refusals()).containsExactly("proxy-not-allowed");
        }
        String nobody = "/fhir/Patient?identifier=urn:oid:2.16.156.10011.1.3%7C" + stranger;
        assertThat(SyntheticRecord.entries(Http.as("integration01").get(nobody))).isEmpty();
    }

    @Test
    void what_is_missing_or_wrong_is_refused_and_makes_nobody() {
        String good = SyntheticRecord.residentId("19840101", 99);
        String wrongCheck = good.substring(0, 17) + (good.endsWith("1") ? "2" : "1");

        assertThat(status(wish(wrongCheck, "张三", "13900000001", ""))).isEqualTo(422);
        assertThat(status(wish("123", "张三", "13900000001", ""))).isEqualTo(422);
        assertThat(status(wish(good, "", "13900000001", ""))).isEqualTo(422);
        assertThat(status(wish(good, "张三", "", ""))).isEqualTo(422);
        assertThat(status(wish(good, "张三", "call me", ""))).isEqualTo(400);
        assertThat(status(wish(good, "三".repeat(101), "13900000001", ""))).isEqualTo(400);
        assertThat(status(wish(good, "张三", "13900000001", ",{\"name\":\"guardianOf\"}")))
                .isEqualTo(400);
        String child = SyntheticRecord.residentId("20200202", 1);
        assertThat(status(wish(child, "张三", "13900000001", guardianOf(child, "张三"))))
                .isEqualTo(422);
        assertThat(status("{\"resourceType\":\"Parameters\"}")).isEqualTo(400);
        assertThat(
                        Http.anonymous()
                                .post(
                                        "/t/nowhere/fhir/Patient/$register",
                                        wish(good, "张三", "13900000001", ""))
                                .status())
                .isEqualTo(404);
        assertThat(Http.as("compliance01").post(REGISTER, wish(good, "张三", "1", "")).status())
                .isEqualTo(403);
    }

    private static int status(String wish) {
        return Http.anonymous().post(REGISTER, wish).status();
    }

    private static void registeredAs(String id, String residentId, String name, String more) {
        SyntheticRecord.put(
                "Patient/%s",
                id,
                """
                "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                "name":[{"text":"%s"}]%s"""
                        .formatted(residentId, name, more));
    }

    private static String contact(String name, String phone) {
        return ",\"contact\":[{\"name\":{\"text\":\"%s\"},\"telecom\":[{\"system\":\"phone\",\"value\":\"%s\"}]}]"
                .formatted(name, phone);
    }

    private static String guardianOf(String residentId, String name) {
        return """
               ,{"name":"guardianOf","part":[{"name":"residentId","valueString":"%s"},
                {"name":"name","valueString":"%s"}]}"""
                .formatted(residentId, name);
    }

    private static String wish(String residentId, String name, String phone, String more) {
        return """
               {"resourceType":"Parameters","parameter":[
                {"name":"residentId","valueString":"%s"},{"name":"name","valueString":"%s"},
                {"name":"phone","valueString":"%s"}%s]}"""
                .formatted(residentId, name, phone, more);
    }
}
