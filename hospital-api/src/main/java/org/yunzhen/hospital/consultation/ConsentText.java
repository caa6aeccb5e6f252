package org.yunzhen.hospital.consultation;

import java.time.LocalDate;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Systems;

/**
 * One version of a text that patients consent to.
 *
 * @param name which text ({@code online-visit})
 * @param from first day on which it is the one to be shown
 */
record ConsentText(
        String name,
        String version,
        LocalDate from,
        String titleZh,
        String titleEn,
        String textZh,
        String textEn) {
    /** What a Consent's policy names: text and version. */
    String uri() {
        return Systems.CONSENT_TEXT + name + "|" + version;
    }

    String title(Language language) {
        return language.pick(titleZh, titleEn);
    }

    String text(Language language) {
        return language.pick(textZh, textEn);
    }

    /** A policy's uri without its version. */
    static String withoutVersion(String uri) {
        int bar = uri.indexOf('|');
        return bar < 0 ? uri : uri.substring(0, bar);
    }
}
