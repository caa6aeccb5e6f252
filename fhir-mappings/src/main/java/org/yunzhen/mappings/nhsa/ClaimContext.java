package org.yunzhen.mappings.nhsa;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a ClaimResponse says besides its amounts. References are relative, as {@code Patient/1}.
 *
 * @param claimType code of {@code http://terminology.hl7.org/CodeSystem/claim-type}
 * @param request the Claim that is answered
 * @param provider the institution that asked
 * @param identifiers value by system, in their order: setl_id, medins_setl_id, mdtrt_id
 * @param paidOn the day of the settlement, in Shanghai; a quote has none
 */
public record ClaimContext(
        Use use,
        String claimType,
        String patient,
        String insurer,
        String provider,
        String request,
        String coverage,
        OffsetDateTime created,
        Map<String, String> identifiers,
        Optional<LocalDate> paidOn) {

    /** Whether the answer is a quote or a bill. */
    public enum Use {
        PREDETERMINATION("predetermination"),
        CLAIM("claim");

        private final String code;

        Use(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public ClaimContext {
        identifiers = new LinkedHashMap<>(identifiers);
    }
}
