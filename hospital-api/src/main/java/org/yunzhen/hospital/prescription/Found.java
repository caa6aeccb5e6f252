package org.yunzhen.hospital.prescription;

import java.util.OptionalInt;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;

/** Findings about one line. */
final class Found {
    private static final String LINE = "line";

    private Found() {}

    static Issue at(DraftLine line, Refusal refusal, Object... arguments) {
        return Issue.of(refusal, arguments).at(line.path()).with(LINE, line.number());
    }

    /** The line a finding is about; empty when it is about the whole. */
    static OptionalInt line(Issue finding) {
        return finding.diagnostics().get(LINE) instanceof Integer number
                ? OptionalInt.of(number)
                : OptionalInt.empty();
    }
}
