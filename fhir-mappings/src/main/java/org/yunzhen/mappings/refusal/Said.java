package org.yunzhen.mappings.refusal;

/** A sentence in both languages that stands in place of a refusal's own; no personal data. */
public record Said(String zh, String en) {}
