package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a group of a concept map says of one code, or of all codes that it does not map.
 *
 * @param sourceCode null where it is about the unmapped
 * @param targetCode null where the map says that there is none
 * @param dependsOn as {@code target.dependsOn}
 * @param product as {@code target.product}
 * @param unmapped as {@code group.unmapped} where it is about the unmapped, else nothing
 */
record Mapping(
        String sourceSystem,
        String sourceVersion,
        String sourceCode,
        String sourceDisplay,
        String targetSystem,
        String targetVersion,
        String targetCode,
        String targetDisplay,
        String equivalence,
        String comment,
        JsonNode dependsOn,
        JsonNode product,
        JsonNode unmapped) {

    boolean isOfUnmapped() {
        return sourceCode == null;
    }

    /** What is said of the unmapped, said of one of them. */
    Mapping of(CodingInput coding, String code, String display) {
        return new Mapping(
                sourceSystem,
                sourceVersion,
                coding.code(),
                coding.display(),
                targetSystem,
                targetVersion,
                code,
                display,
                equivalence,
                comment,
                dependsOn,
                product,
                unmapped);
    }
}
