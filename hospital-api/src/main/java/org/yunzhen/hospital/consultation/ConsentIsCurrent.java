package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.access.ConsentNeeds;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@link Rule#R12}: no visit without the patient's informed consent to the text's current version.
 */
@ApplicationScoped
class ConsentIsCurrent implements AcceptanceRule, ConsentNeeds {
    private static final String CONSENTS_OF_PATIENT =
            """
            SELECT body FROM resource
             WHERE tenant = $1 AND type = 'Consent' AND NOT deleted
               AND terms @> ARRAY[$2::bigint]
             ORDER BY last_updated DESC LIMIT 100""";

    private final SearchTerms terms;
    private final ConsentTexts texts;

    ConsentIsCurrent(SearchTerms terms, ConsentTexts texts) {
        this.terms = terms;
        this.texts = texts;
    }

    @Override
    public Uni<Optional<Issue>> check(Tx tx, Visit visit, String doctor) {
        return of(tx, visit.patient()).map(need -> need.map(Need::finding));
    }

    @Override
    public Uni<Optional<Need>> of(Tx tx, String patient) {
        LocalDate today = Today.of(tx.now());
        String current = texts.current(ConsentTexts.ONLINE_VISIT, today).uri();
        long term = terms.reference(tx.tenant(), "Consent", "patient", "Patient/" + patient);
        return tx.run(CONSENTS_OF_PATIENT, tx.tenant(), term)
                .map(
                        rows -> {
                            List<String> agreed = new ArrayList<>();
                            rows.forEach(row -> agreed.addAll(agreed(document(row), today)));
                            return need(agreed, current);
                        });
    }

    private static JsonNode document(Row row) {
        return FhirJson.parse(row.getBuffer(0).getDelegate().getBytes());
    }

    private static Optional<Need> need(List<String> agreed, String current) {
        if (agreed.contains(current)) {
            return Optional.empty();
        }
        String anyVersion = ConsentText.withoutVersion(current) + "|";
        boolean once = agreed.stream().anyMatch(uri -> uri.startsWith(anyVersion));
        Refusal lacking = once ? Refusal.CONSENT_OUTDATED : Refusal.CONSENT_MISSING;
        return Optional.of(new Need(current, Issue.of(lacking).with("policy", current)));
    }

    private static List<String> agreed(JsonNode consent, LocalDate today) {
        List<String> uris = new ArrayList<>();
        if (isGivenForTreatment(consent, today)) {
            consent.path("policy").forEach(policy -> uris.add(policy.path("uri").asText("")));
        }
        return uris;
    }

    /** A text that was named to agree to research, to deny, or for another time, is not signed. */
    private static boolean isGivenForTreatment(JsonNode consent, LocalDate today) {
        JsonNode provision = consent.path("provision");
        return consent.path("status").asText().equals("active")
                && ConsentRule.isOfTreatment(consent)
                && !provision.path("type").asText().equals("deny")
                && Today.covers(provision.path("period"), today);
    }
}
