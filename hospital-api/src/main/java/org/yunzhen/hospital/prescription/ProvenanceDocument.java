package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;

/**
 * A signature of a document version: {@code signature.data} is the SM2 signature with SM3 (DER)
 * over the bytes of the version in {@code target}, the certificate stands beside it.
 */
final class ProvenanceDocument {
    private static final String PARTICIPANT =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    /** For what somebody signs. */
    enum Purpose {
        AUTHOR("author", "1.2.840.10065.1.12.1.1"),
        VERIFICATION("verifier", "1.2.840.10065.1.12.1.5");

        private final String participant;
        private final String signatureType;

        Purpose(String participant, String signatureType) {
            this.participant = participant;
            this.signatureType = signatureType;
        }
    }

    private ProvenanceDocument() {}

    static ObjectNode of(
            String target,
            String signer,
            Purpose purpose,
            OffsetDateTime at,
            byte[] signature,
            byte[] certificate) {
        ObjectNode provenance = Fhir.resource("Provenance");
        provenance
                .putArray("extension")
                .addObject()
                .put("url", Extensions.SIGNING_CERTIFICATE)
                .put("valueBase64Binary", base64(certificate));
        provenance.putArray("target").add(Fhir.reference(target));
        provenance.put("recorded", Stamp.instant(at));
        ObjectNode agent = provenance.putArray("agent").addObject();
        agent.set("type", Fhir.concept(PARTICIPANT, purpose.participant, purpose.participant));
        agent.set("who", Fhir.reference(signer));
        ObjectNode signed = provenance.putArray("signature").addObject();
        signed.putArray("type")
                .addObject()
                .put("system", Systems.SIGNATURE_TYPE)
                .put("code", purpose.signatureType);
        signed.put("when", Stamp.instant(at));
        signed.set("who", Fhir.reference(signer));
        signed.put("targetFormat", "application/fhir+json");
        signed.put("sigFormat", "application/octet-stream");
        signed.put("data", base64(signature));
        return provenance;
    }

    static byte[] signature(JsonNode provenance) {
        return bytes(provenance.path("signature").path(0).path("data"));
    }

    static byte[] certificate(JsonNode provenance) {
        return bytes(provenance.path("extension").path(0).path("valueBase64Binary"));
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.textValue());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
