package org.yunzhen.mappings.triage;

/** A stretch of the plain text; {@code end} is exclusive. */
record Span(int start, int end) {}
