package org.yunzhen.hospital.catalogue;

/**
 * A diagnosis of the hospital's catalogue.
 *
 * @param code ICD-10, system {@code Systems.ICD_10_CN}
 * @param chronic whether it is a chronic disease
 * @param onlineFollowUp whether follow-up online suits it
 */
public record Diagnosis(
        String code, String nameZh, String nameEn, boolean chronic, boolean onlineFollowUp) {}
