package org.yunzhen.insurance.message;

import java.util.List;
import org.yunzhen.insurance.wire.Required;

/** 2203A, request: what the visit is about, with its diagnoses. */
public record VisitUpload(@Required VisitInfo mdtrtinfo, @Required List<Diagnosis> diseinfo) {}
