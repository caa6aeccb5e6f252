package org.yunzhen.mappings.code;

import java.util.List;
import java.util.Locale;

/** The two languages of every text a person reads. Chinese is what one gets who does not choose. */
public enum Language {
    ZH("zh-CN"),
    EN("en");

    /** Longer headers are no honest wish for a language and are not parsed. */
    private static final int HEADER_MAX = 512;

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag, as it stands in {@code Content-Language} and {@code Resource.language}. */
    public String tag() {
        return tag;
    }

    /** Picks the text of this language. */
    public String pick(String zh, String en) {
        return this == ZH ? zh : en;
    }

    public static Language of(Locale locale) {
        return "en".equals(locale.getLanguage()) ? EN : ZH;
    }

    /**
     * What an {@code Accept-Language} header wishes for: the first of its ranges, by weight, that
     * is Chinese or English. A missing, malformed or other header means Chinese and is never an
     * error.
     */
    public static Language preferred(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return ZH;
        }
        return ranges(acceptLanguage).stream()
                .filter(range -> range.getWeight() > 0)
                .map(range -> range.getRange().split("-", 2)[0])
                .filter(language -> language.equals("zh") || language.equals("en"))
                .findFirst()
                .map(language -> language.equals("en") ? EN : ZH)
                .orElse(ZH);
    }

    private static List<Locale.LanguageRange> ranges(String header) {
        if (header.length() > HEADER_MAX) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
