package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * {@code Task/{id}/$signed}: all that a foreign tool needs to verify a prescription: the bytes that
 * were signed, each signature with its certificate, and the CA's certificate.
 */
@ApplicationScoped
class SignedOperation implements TaskOperation {
    private static final int SIGNED_VERSION = 1;

    private final Documents documents;
    private final SigningKeys keys;
    private final Access access;

    SignedOperation(Documents documents, SigningKeys keys, Access access) {
        this.documents = documents;
        this.keys = keys;
        this.access = access;
    }

    @Override
    public String name() {
        return "signed";
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.PATIENT, Role.DOCTOR, Role.PHARMACIST, Role.PHARMACY);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "The signed bytes of the prescription's Bundle (version 1), the SM2 signatures with"
                + " SM3 over them (DER, signer id 1234567812345678) and the certificates (DER).";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("content", "out", 1, "1", "base64Binary", "the signed bytes"),
                new Parameter("authority", "out", 1, "1", "base64Binary", "the CA's certificate"),
                new Parameter(
                        "signature",
                        "out",
                        1,
                        "*",
                        "BackboneElement",
                        "parts signer, when, data and certificate"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return documents
                .find(tx, "Task", call.id())
                .map(found -> found.orElseThrow(() -> access.denial(call.caller())))
                .call(task -> mayRead(call, tx, task))
                .invoke(call.trace()::touched)
                .chain(task -> answer(tx, task.document()));
    }

    private Uni<String> mayRead(Call call, Tx tx, Stored task) {
        Reach reach = call.caller().role() == Role.PATIENT ? Reach.OWN : Reach.RELATION;
        return access.relation(tx, call.caller(), reach, task.patients(), task.parties())
                .invoke(call.trace()::through);
    }

    private Uni<Answer> answer(Tx tx, JsonNode task) {
        ObjectNode parameters = Fhir.resource("Parameters");
        ArrayNode list = parameters.putArray("parameter");
        return documents
                .version(tx, "Bundle", id(task.path("focus")), SIGNED_VERSION)
                .map(Optional::orElseThrow)
                .invoke(bundle -> binary(list, "content", bundle.body().getBytes()))
                .chain(() -> keys.authority(tx))
                .invoke(ca -> binary(list, "authority", SigningKeys.der(ca.certificate())))
                .chain(() -> signatures(tx, task))
                .invoke(all -> all.forEach(signed -> signature(list, signed.document())))
                .map(all -> Answer.document(200, parameters));
    }

    private Uni<List<Stored>> signatures(Tx tx, JsonNode task) {
        Uni<List<Stored>> all = Uni.createFrom().item(new ArrayList<>());
        for (JsonNode reference : task.path("relevantHistory")) {
            all =
                    all.chain(
                            found ->
                                    documents
                                            .find(tx, "Provenance", id(reference))
                                            .map(Optional::orElseThrow)
                                            .invoke(found::add)
                                            .replaceWith(found));
        }
        return all;
    }

    private static String id(JsonNode reference) {
        String text = reference.path("reference").asText();
        return text.substring(text.indexOf('/') + 1);
    }

    private static void signature(ArrayNode list, JsonNode provenance) {
        JsonNode signed = provenance.path("signature").path(0);
        ArrayNode parts = list.addObject().put("name", "signature").putArray("part");
        parts.addObject().put("name", "signer").set("valueReference", signed.path("who"));
        parts.addObject().put("name", "when").set("valueInstant", signed.path("when"));
        binary(parts, "data", ProvenanceDocument.signature(provenance));
        binary(parts, "certificate", ProvenanceDocument.certificate(provenance));
    }

    private static void binary(ArrayNode list, String name, byte[] bytes) {
        list.addObject()
                .put("name", name)
                .put("valueBase64Binary", Base64.getEncoder().encodeToString(bytes));
    }
}
