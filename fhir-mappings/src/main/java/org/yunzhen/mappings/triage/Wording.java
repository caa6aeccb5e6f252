package org.yunzhen.mappings.triage;

import java.util.Objects;

/** One text for patients in both languages of the house; neither is ever blank. */
public record Wording(String zh, String en) {
    public Wording {
        if (Objects.requireNonNull(zh, "zh").isBlank()
                || Objects.requireNonNull(en, "en").isBlank()) {
            throw new IllegalArgumentException("a wording needs Chinese and English");
        }
    }
}
