package org.yunzhen.mappings.code;

/**
 * What a code is in its system, and what a person reads.
 *
 * @param system URI of the code system
 * @param code as it is stored and sent
 * @param zh its name in Chinese
 * @param en its name in English
 */
public record Term(String system, String code, String zh, String en) {}
