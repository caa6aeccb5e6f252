package org.yunzhen.hospital.record;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.index.DateRange;

/**
 * One look into a record, told in words.
 *
 * @param you whether who asks now is who looked
 * @param ownRecord whether the record is that of who asks
 * @param name of who looked, or null when it is not told
 */
record TrailSentence(Language language, TrailRow row, boolean you, boolean ownRecord, String name) {
    private static final DateTimeFormatter ZH =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss", Locale.CHINA);
    private static final DateTimeFormatter EN =
            DateTimeFormatter.ofPattern("d MMM yyyy 'at' HH:mm:ss", Locale.ENGLISH);

    /** The moment in the time of the patient's clock. */
    String when() {
        return (language == Language.ZH ? ZH : EN)
                        .format(row.at().atZoneSameInstant(DateRange.BUSINESS_ZONE))
                + language.pick("（北京时间）", " (Beijing time)");
    }

    /** Who looked, with role and name. */
    String who() {
        if (you) {
            return language.pick("您本人", "you");
        }
        if (row.relations().contains(CareRelations.GUARDIAN)) {
            return language.pick("患者的监护人", "a guardian of the patient");
        }
        String role = PlainWords.role(language, row.role());
        if (name == null) {
            return language.pick(role, "the " + role);
        }
        return language.pick(role + name, name + " (" + role + ")");
    }

    /** What was done. */
    String what() {
        return PlainWords.deed(language, row, whose());
    }

    /** Why it was allowed, or that it was not. */
    String why() {
        return row.refused()
                ? language.pick("未获允许", "it was refused")
                : PlainWords.reason(language, row);
    }

    /** All of it in one sentence. */
    String text() {
        return language == Language.ZH ? chinese() : english();
    }

    /** Who did not get to do it is not said to have done it. */
    private String chinese() {
        String where = row.isInRecord() ? "在" + whose() + "的档案中" : "";
        String done =
                row.refused()
                        ? "请求" + where + what().replaceFirst("了", "") + "，"
                        : where + what() + "。依据：";
        return when() + "，" + who() + done + why() + "。";
    }

    private String english() {
        return "On "
                + when()
                + ", in "
                + whose()
                + " record, "
                + who()
                + " "
                + what()
                + ". Reason: "
                + why()
                + ".";
    }

    private String whose() {
        if (ownRecord) {
            return language.pick(you && !row.isInRecord() ? "本人" : "您", "your");
        }
        return language.pick("该患者", "the patient's");
    }
}
