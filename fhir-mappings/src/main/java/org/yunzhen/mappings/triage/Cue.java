package org.yunzhen.mappings.triage;

/**
 * The words that say how a symptom is meant. Their lists stand in the rules document under {@code
 * language}, by {@link #key}.
 */
enum Cue {
    /** Negate everything listed after them: "没有胸痛、气短", "no pain or fever". */
    NEGATOR_OF_LIST("negatorsOfList"),
    /** Negate the next symptom and those joined to it: "没吐血或便血", "isn't dizzy or weak". */
    NEGATOR_JOINED("negatorsJoined"),
    /** Negate the next symptom only: "不痛". */
    NEGATOR_OF_NEXT("negatorsOfNext"),
    /** May stand between a negator and its symptom: "没有<em>出现过</em>胸痛". */
    FILLER("fillers"),
    /** Join symptoms of one negator. */
    JOINER("joiners"),
    /** Joiners that show that the commas before them were a list. */
    LIST_END("listEnds"),
    /** Negate what stands before them at the end of a clause: "胸痛:无". */
    LATE_NEGATOR("lateNegators"),
    /** May stand before a late negator. */
    LATE_FILLER("lateFillers"),
    /** After a symptom: the change is denied, not the symptom: "没有胸痛<em>缓解</em>". */
    UNDOING("undoing"),
    /** After a symptom that a negator reached only through a list: it is there after all. */
    AFFIRMING("affirming"),
    /** Expressions that mean something else than the words inside them. */
    MASK("masks"),
    /** What follows or precedes is over long since; {@link PastYears} are more of them. */
    PAST("past"),
    /** What follows close by is only supposed or asked about: "怎么预防<em>中风</em>". */
    SUPPOSING("supposing"),
    /** What stands right before is only asked about: "<em>心梗</em>的前兆". */
    ASKED_AFTER("askedAfter"),
    /** A time so long that what lasted it is no emergency by itself: "三个月了". */
    LASTING("lasting"),
    /** All of the text is told long after: "脑梗<em>后遗症</em>". */
    AFTERMATH("aftermath"),
    /** Whatever has lasted, something is new: "突然", "today". */
    ACUTE("acute"),
    /** What stands in this clause is now. */
    PRESENT("present"),
    /** What was once is here again. */
    RECURRING("recurring"),
    /** At the end of a clause: what was denied before is there now. */
    RESUMING("resuming"),
    /** Past words do not reach across these. */
    PAST_BREAK("pastBreaks"),
    /** End a clause without a punctuation mark. */
    BREAK("breaks"),
    /** A number before one of these measures time or dose. */
    TIME_UNIT("timeUnits");

    final String key;

    Cue(String key) {
        this.key = key;
    }
}
