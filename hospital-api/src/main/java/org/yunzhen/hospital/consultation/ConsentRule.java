package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.PlainWriteRule;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@link Rule#R12}: what a patient agrees to is the text that is current now. A consent to
 * treatment names it; a consent of another scope names none of our texts, or a current one.
 */
@ApplicationScoped
class ConsentRule implements PlainWriteRule {
    private final ConsentTexts texts;

    ConsentRule(ConsentTexts texts) {
        this.texts = texts;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Consent");
    }

    @Override
    public Uni<Void> check(Call call, Tx tx, ObjectNode consent) {
        if (call.caller().role() == Role.PATIENT) {
            checkShape(consent);
            checkText(consent, Today.of(tx.now()));
        }
        return Uni.createFrom().voidItem();
    }

    private static void checkShape(ObjectNode consent) {
        if (!consent.path("status").asText().equals("active")) {
            throw new RefusedException(Refusal.CODE_NOT_ALLOWED, "Consent.status")
                    .at("Consent.status");
        }
        if (!consent.has("dateTime")) {
            throw new RefusedException(Refusal.ELEMENT_MISSING, "Consent.dateTime")
                    .at("Consent.dateTime");
        }
    }

    private void checkText(ObjectNode consent, LocalDate today) {
        int named = 0;
        for (JsonNode policy : consent.path("policy")) {
            String uri = policy.path("uri").asText("");
            if (uri.startsWith(Systems.CONSENT_TEXT)) {
                named++;
                if (!texts.isCurrent(uri, today)) {
                    throw new RefusedException(Refusal.CONSENT_OUTDATED).at("Consent.policy.uri");
                }
            }
        }
        if (named == 0 && isOfTreatment(consent)) {
            throw new RefusedException(Refusal.CONSENT_OUTDATED).at("Consent.policy.uri");
        }
    }

    /** Whether the scope of a consent is treatment. */
    static boolean isOfTreatment(JsonNode consent) {
        for (JsonNode coding : consent.path("scope").path("coding")) {
            if (coding.path("code").asText().equals("treatment")) {
                return true;
            }
        }
        return false;
    }
}
