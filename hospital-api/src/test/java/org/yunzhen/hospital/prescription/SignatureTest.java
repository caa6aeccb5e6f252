package org.yunzhen.hospital.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.hospital.catalogue.SampleCatalogue;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What was downloaded is verified by a tool that is not ours. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignatureTest {
    private static final String ID = "distid:1234567812345678";

    @Inject Ward ward;
    @Inject Transactions transactions;
    @Inject SigningKeys keys;
    @TempDir Path folder;

    @BeforeEach
    void prepare() {
        QuarkusMock.installMockForType(new SampleCatalogue(), Catalogue.class);
        ward.staff();
    }

    @Test
    void openssl_verifies_both_signatures_over_the_bytes_that_are_read_and_the_chain() {
        String task = ward.ready(ward.visit());
        JsonNode signed = signed(task);
        byte[] content = binary(named(signed, "content").get(0));
        write("content", content);
        write("ca.der", binary(named(signed, "authority").get(0)));

        List<JsonNode> signatures = named(signed, "signature");

        assertThat(signatures).hasSize(2);
        for (JsonNode signature : signatures) {
            assertThat(signer(signature, "content")).isTrue();
            assertThat(opensslVerifiesChain()).isTrue();
        }
        assertThat(read(task).http().body()).isEqualTo(content);
    }

    @Test
    void a_hospitals_authority_is_called_by_the_name_that_the_insurer_knows_the_hospital_by() {
        SigningKey authority =
                transactions.run("site", tx -> keys.authority(tx)).await().indefinitely();

        assertThat(authority.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=攀枝花云诊示范医院 signing CA");
    }

    @Test
    void a_name_may_hold_what_parts_names_elsewhere() {
        KeyPair key = Sm2.newKeys();
        Instant now = Instant.now();

        byte[] certificate = Sm2.selfSigned(key, "Hospital, Ltd + Sons = CA", now, now);

        assertThat(Sm2.certificate(certificate).getSubjectX500Principal().getName())
                .isEqualTo("CN=Hospital\\, Ltd \\+ Sons \\= CA");
    }

    @Test
    void any_value_that_is_changed_breaks_the_signature() {
        JsonNode signed = signed(ward.prescribed(ward.visit()));
        byte[] content = binary(named(signed, "content").get(0));
        JsonNode signature = named(signed, "signature").get(0);
        byte[] der = binary(part(signature, "data"));
        PublicKey key = Sm2.certificate(binary(part(signature, "certificate"))).getPublicKey();
        assertThat(Sm2.verifies(key, content, der)).isTrue();

        List<byte[]> changed = new ArrayList<>();
        JsonNode document = FhirJson.parse(content);
        changeEach(document, document, changed);

        assertThat(changed).hasSizeGreaterThan(60);
        assertThat(changed.stream().filter(bytes -> Sm2.verifies(key, bytes, der)).count())
                .isZero();
        write("content", changed.get(changed.size() / 2));
        assertThat(signer(signature, "content")).isFalse();
    }

    @Test
    void a_person_has_one_key_and_no_key_lies_open_in_the_database() {
        JsonNode first = signed(ward.prescribed(ward.visit()));
        JsonNode second = signed(ward.prescribed(ward.visit()));

        assertThat(part(named(first, "signature").get(0), "certificate"))
                .isEqualTo(part(named(second, "signature").get(0), "certificate"));
        byte[] sealed =
                transactions
                        .run(
                                Ward.HOME,
                                tx ->
                                        tx.run(
                                                "SELECT private_key FROM signing_key"
                                                        + " WHERE actor = $1",
                                                "Practitioner/" + Ward.DOCTOR))
                        .map(rows -> rows.iterator().next().getBuffer(0).getBytes())
                        .await()
                        .indefinitely();
        assertThatThrownBy(() -> Sm2.privateKey(sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_node_whose_seal_is_another_refuses_for_now_to_sign_with_a_key_that_it_cannot_open() {
        transactions
                .run(
                        Ward.HOME,
                        tx ->
                                tx.run(
                                        """
                                        INSERT INTO signing_key
                                               (tenant, actor, private_key, certificate)
                                        VALUES ($1, 'Practitioner/of-another-seal',
                                                decode(repeat('5a', 90), 'hex'), 'x'::bytea)
                                        ON CONFLICT DO NOTHING""",
                                        Ward.HOME))
                .await()
                .indefinitely();

        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                Ward.HOME,
                                                tx -> keys.of(tx, "Practitioner/of-another-seal"))
                                        .await()
                                        .indefinitely())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(Refusal.SIGNING_UNAVAILABLE));
    }

    private static JsonNode signed(String task) {
        Reply reply = Http.as(Ward.DOCTOR).get("/fhir/Task/" + task + "/$signed");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static Reply read(String task) {
        String bundle = TaskCalls.task(task).path("focus").path("reference").textValue();
        return Http.as(Ward.DOCTOR).get("/fhir/" + bundle);
    }

    /** Every leaf in turn, changed in a way that keeps the document JSON. */
    private static void changeEach(JsonNode root, JsonNode node, List<byte[]> changed) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
                JsonNode value = property.getValue();
                if (value.isValueNode()) {
                    object.set(property.getKey(), other(value));
                    changed.add(FhirJson.write(root));
                    object.set(property.getKey(), value);
                } else {
                    changeEach(root, value, changed);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                if (value.isValueNode()) {
                    array.set(i, other(value));
                    changed.add(FhirJson.write(root));
                    array.set(i, value);
                } else {
                    changeEach(root, value, changed);
                }
            }
        }
    }

    private static JsonNode other(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(value.textValue() + " ");
        }
        return value.isNumber()
                ? JsonNodeFactory.instance.numberNode(value.decimalValue().add(BigDecimal.ONE))
                : JsonNodeFactory.instance.booleanNode(!value.booleanValue());
    }

    /** Whether openssl finds that the owner of the certificate signed a file. */
    private boolean signer(JsonNode signature, String file) {
        write("signature", binary(part(signature, "data")));
        write("signer.der", binary(part(signature, "certificate")));
        assertThat(openssl("x509 -inform DER -in signer.der -out signer.pem")).isTrue();
        assertThat(openssl("x509 -in signer.pem -pubkey -noout -out key.pem")).isTrue();
        return openssl("dgst -sm3 -verify key.pem -sigopt " + ID + " -signature signature " + file);
    }

    private boolean opensslVerifiesChain() {
        assertThat(openssl("x509 -inform DER -in ca.der -out ca.pem")).isTrue();
        return openssl("verify -CAfile ca.pem -vfyopt " + ID + " signer.pem");
    }

    private boolean openssl(String arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("openssl.log").toFile())
                            .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("openssl cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> named(JsonNode parameters, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : parameters.path("parameter")) {
            if (name.equals(parameter.path("name").textValue())) {
                found.add(parameter);
            }
        }
        return found;
    }

    private static JsonNode part(JsonNode parameter, String name) {
        for (JsonNode part : parameter.path("part")) {
            if (name.equals(part.path("name").textValue())) {
                return part;
            }
        }
        throw new AssertionError("no part " + name);
    }

    private static byte[] binary(JsonNode parameter) {
        return Base64.getDecoder().decode(parameter.path("valueBase64Binary").textValue());
    }
}
