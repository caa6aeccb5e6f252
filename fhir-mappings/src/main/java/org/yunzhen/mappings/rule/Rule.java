package org.yunzhen.mappings.rule;

import static org.yunzhen.mappings.rule.LegalSource.*;
import static org.yunzhen.mappings.rule.Mark.*;

import java.util.Map;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.identifier.Systems;

/**
 * The rules of an internet hospital, R01 to R50. Code and tests name the rule they serve; a refusal
 * that follows from a rule carries it to the caller.
 */
public enum Rule {
    R01(SUPERVISION_RULES, "", ASSUMED),
    R02(SUPERVISION_RULES, "", ASSUMED),
    R03(SUPERVISION_RULES, "", ASSUMED),
    R04(SUPERVISION_RULES, "", ASSUMED),
    R05(SICHUAN_INTERNET_HEALTH, "一（一）1", VERIFIED),
    R06(SUPERVISION_RULES, "art. 5", ASSUMED),
    R07(SUPERVISION_RULES, "art. 7", VERIFIED),
    R08(VISIT_MEASURES, "art. 25", VERIFIED),
    R09(SICHUAN_INTERNET_HEALTH, "二（十）2", VERIFIED),
    R10(SUPERVISION_RULES, "art. 12", VERIFIED),
    R11(SUPERVISION_RULES, "", ASSUMED),
    R12(SICHUAN_INTERNET_HEALTH, "三（十一）2", VERIFIED),
    R13(SUPERVISION_RULES, "", VERIFIED),
    R14(HOUSE_DECISION, "", HOUSE),
    R15(PRESCRIPTION_MEASURES, "", ASSUMED),
    R16(SUPERVISION_RULES, "", VERIFIED),
    R17(SUPERVISION_RULES, "", ASSUMED),
    R18(SUPERVISION_RULES, "", VERIFIED),
    R19(VISIT_MEASURES, "art. 19", VERIFIED),
    R20(VISIT_MEASURES, "art. 19", VERIFIED),
    R21(PRESCRIPTION_MEASURES, "", VERIFIED),
    R22(PRESCRIPTION_MEASURES, "", VERIFIED),
    R23(LONG_TERM_PRESCRIPTIONS, "", VERIFIED),
    R24(LONG_TERM_PRESCRIPTIONS, "", VERIFIED),
    R25(LONG_TERM_PRESCRIPTIONS, "", ASSUMED),
    R26(PRESCRIPTION_MEASURES, "art. 6", ASSUMED),
    R27(PRESCRIPTION_MEASURES, "", ASSUMED),
    R28(ANTIMICROBIAL_MEASURES, "", ASSUMED),
    R29(SUPERVISION_RULES, "", VERIFIED),
    R30(PRESCRIPTION_MEASURES, "art. 50", VERIFIED),
    R31(SUPERVISION_RULES, "", VERIFIED),
    R32(VISIT_MEASURES, "art. 24", VERIFIED),
    R33(VISIT_MEASURES, "art. 24", VERIFIED),
    R34(SICHUAN_INTERNET_HEALTH, "三（十二）2", VERIFIED),
    R35(VISIT_MEASURES, "art. 20", VERIFIED),
    R36(SIGNATURE_LAW, "art. 13", ASSUMED),
    R37(SUPERVISION_RULES, "art. 6", VERIFIED),
    R38(SUPERVISION_RULES, "art. 8", ASSUMED),
    R39(SUPERVISION_RULES, "", ASSUMED),
    R40(SICHUAN_INTERNET_HEALTH, "三（十一）2", VERIFIED),
    R41(TELEMEDICINE_STANDARD, "", ASSUMED),
    R42(TELEMEDICINE_STANDARD, "", ASSUMED),
    R43(SICHUAN_INTERNET_HEALTH, "一（一）2", VERIFIED),
    R44(TELEMEDICINE_STANDARD, "", ASSUMED),
    R45(INFECTIOUS_DISEASE_LAW, "", ASSUMED),
    R46(SICHUAN_GOVERNMENT_SERVICES, "31", VERIFIED),
    R47(INSURANCE_PAYMENT, "", ASSUMED),
    R48(SICHUAN_INTERNET_HEALTH, "一（四）2", VERIFIED),
    R49(HOUSE_DECISION, "", HOUSE),
    R50(HOUSE_DECISION, "", HOUSE);

    /** The code system under which a rule's number stands in an OperationOutcome. */
    public static final String SYSTEM = Systems.BASE + "CodeSystem/rule";

    private final LegalSource source;
    private final String article;
    private final Mark mark;

    Rule(LegalSource source, String article, Mark mark) {
        this.source = source;
        this.article = article;
        this.mark = mark;
    }

    public LegalSource source() {
        return source;
    }

    /** Where in the document, or empty if the place is not known. */
    public String article() {
        return article;
    }

    public Mark mark() {
        return mark;
    }

    /** The rule in one short sentence. */
    public String title(Language language) {
        return (language == Language.ZH ? Titles.ZH : Titles.EN).get(name());
    }

    /** Apart from the constants, for an enum's constants are made before its static fields. */
    private static final class Titles {
        static final Map<String, String> ZH = RuleTitles.chinese();
        static final Map<String, String> EN = RuleTitles.english();
    }
}
