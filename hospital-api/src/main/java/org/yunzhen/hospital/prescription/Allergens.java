package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yunzhen.hospital.catalogue.Medicine;
import org.yunzhen.mappings.code.AllergyGroup;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.identifier.Systems;

/**
 * By what an allergy of the record is known to be one to a medicine of the catalogue. A record
 * comes from anywhere: it may name a group, an ingredient, an ATC code or group, a product by its
 * code, or say it in words, for the allergy itself or as the substance of a reaction.
 */
final class Allergens {
    /** Marks the code of an ATC group, which forbids all that begins with it. */
    private static final String ATC = "atc ";

    private static final int ATC_GROUP_CHARACTERS_MIN = 3;
    private static final int CHINESE_NAME_CHARACTERS_MIN = 2;
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final Function<String, Optional<Medicine>> byCode;

    /**
     * What reads allergies.
     *
     * @param byCode the catalogue's medicine of a code
     */
    Allergens(Function<String, Optional<Medicine>> byCode) {
        this.byCode = byCode;
    }

    /** What an AllergyIntolerance names: codes and words, lower case. */
    Set<String> of(ObjectNode allergy) {
        Set<String> keys = new LinkedHashSet<>();
        read(allergy.path("code"), keys);
        for (JsonNode reaction : allergy.path("reaction")) {
            read(reaction.path("substance"), keys);
        }
        keys.remove("");
        return keys;
    }

    private void read(JsonNode concept, Set<String> keys) {
        for (JsonNode coding : concept.path("coding")) {
            String code = lower(coding.path("code").asText(""));
            String system = coding.path("system").asText("");
            keys.add(system.equals(Systems.ATC) ? ATC + code : code);
            keys.add(lower(coding.path("display").asText("")));
            if (system.equals(Systems.MEDICINE_CODE)) {
                byCode.apply(coding.path("code").asText(""))
                        .ifPresent(medicine -> keys.addAll(medicine.ingredients()));
            }
        }
        keys.add(lower(concept.path("text").asText("")));
    }

    /** Whether one of the keys says that a medicine must not be given. */
    static boolean forbid(Set<String> keys, Medicine medicine) {
        Set<String> words = words(medicine);
        return keys.stream()
                .anyMatch(
                        key ->
                                words.contains(key)
                                        || isAtcGroup(key, medicine)
                                        || isPartOfName(key, medicine)
                                        || words.stream().anyMatch(word -> speaksOf(key, word)));
    }

    private static Set<String> words(Medicine medicine) {
        Set<String> words = new HashSet<>(medicine.ingredients());
        words.add(lower(medicine.code()));
        words.add(lower(String.valueOf(medicine.nhsaCode())));
        for (String group : medicine.allergies()) {
            words.add(group);
            Coded.find(AllergyGroup.class, group).ifPresent(known -> words.add(known.term().zh()));
        }
        return words;
    }

    private static boolean isAtcGroup(String key, Medicine medicine) {
        return medicine.atc() != null
                && key.length() >= ATC.length() + ATC_GROUP_CHARACTERS_MIN
                && (ATC + lower(medicine.atc())).startsWith(key);
    }

    /** Chinese names carry salt and form around the ingredient. */
    private static boolean isPartOfName(String key, Medicine medicine) {
        return key.length() >= CHINESE_NAME_CHARACTERS_MIN
                && HAN.matcher(key).find()
                && medicine.nameZh().contains(key);
    }

    /** In a sentence a Chinese word stands anywhere, a Latin one between others. */
    private static boolean speaksOf(String sentence, String word) {
        if (!sentence.contains(word)) {
            return false;
        }
        return HAN.matcher(word).find()
                || Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(word) + "s?(?![\\p{Alnum}])")
                        .matcher(sentence)
                        .find();
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
