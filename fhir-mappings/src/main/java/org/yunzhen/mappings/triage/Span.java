package org.yunzhen.mappings.triage;

/** A stretch of a text; {@code end} is exclusive. */
record Span(int start, int end) {}
