package org.yunzhen.mappings.definition;

import java.util.List;
import org.yunzhen.mappings.identifier.Systems;

/** Search parameters that R4 does not have. Each is published as a SearchParameter. */
public final class OwnSearchParams {
    /** Chinese names by their pinyin, in full or by the initials. */
    public static final String PINYIN = "pinyin";

    /** R4's parameter for names as they sound; the types that have it have ours too. */
    public static final String PHONETIC = "phonetic";

    private OwnSearchParams() {}

    static SearchParam pinyin(SearchParam phonetic) {
        return new SearchParam(
                PINYIN,
                SearchParam.Kind.STRING,
                Systems.BASE + "SearchParameter/" + PINYIN,
                List.of(),
                phonetic.paths(),
                List.of());
    }
}
