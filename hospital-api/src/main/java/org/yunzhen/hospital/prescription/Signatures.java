package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/** Signs the stored bytes of a document version, and looks whether a signature still fits. */
@ApplicationScoped
class Signatures {
    private final SigningKeys keys;
    private final Documents documents;
    private final Workers workers;

    Signatures(SigningKeys keys, Documents documents, Workers workers) {
        this.keys = keys;
        this.documents = documents;
        this.workers = workers;
    }

    /** Signs a version; answers the Provenance. {@link Rule#R36}: the certificate is current. */
    Uni<Stored> sign(
            Tx tx,
            Stored version,
            String signer,
            ProvenanceDocument.Purpose purpose,
            Ownership ownership) {
        return keys.of(tx, signer)
                .invoke(key -> refuseUnlessCurrent(key, tx.now()))
                .chain(
                        key ->
                                workers.call(
                                        () ->
                                                ProvenanceDocument.of(
                                                        target(version),
                                                        signer,
                                                        purpose,
                                                        tx.now(),
                                                        Sm2.sign(
                                                                key.privateKey(),
                                                                version.body().getBytes()),
                                                        SigningKeys.der(key.certificate()))))
                .chain(provenance -> documents.create(tx, provenance, ownership));
    }

    /** Refuses with {@code signature-invalid} unless the author's signature fits the bytes. */
    Uni<Void> verify(Tx tx, Stored version, JsonNode task) {
        String reference =
                task.path("relevantHistory").path(0).path("reference").asText("Provenance/");
        return documents
                .find(tx, "Provenance", reference.substring("Provenance/".length()))
                .map(Optional::orElseThrow)
                .chain(found -> workers.call(() -> fits(found.document(), version)))
                .invoke(
                        fits -> {
                            if (!fits) {
                                throw new RefusedException(Refusal.SIGNATURE_INVALID);
                            }
                        })
                .replaceWithVoid();
    }

    private static boolean fits(JsonNode provenance, Stored version) {
        return target(version)
                        .equals(provenance.path("target").path(0).path("reference").textValue())
                && Sm2.verifies(
                        Sm2.certificate(ProvenanceDocument.certificate(provenance)).getPublicKey(),
                        version.body().getBytes(),
                        ProvenanceDocument.signature(provenance));
    }

    private static String target(Stored version) {
        return version.reference() + "/_history/" + version.version();
    }

    private static void refuseUnlessCurrent(SigningKey key, OffsetDateTime at) {
        Date now = Date.from(at.toInstant());
        if (now.after(key.certificate().getNotAfter())) {
            throw new RefusedException(Refusal.CERTIFICATE_EXPIRED);
        }
    }
}
