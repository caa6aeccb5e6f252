package org.yunzhen.hospital.prescription;

import java.util.List;
import org.yunzhen.mappings.refusal.Issue;

/** One rule of prescribing, asked about the whole draft. */
interface PrescribingRule {
    /** What it finds; empty when nothing. */
    List<Issue> check(Draft draft);
}
