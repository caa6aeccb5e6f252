package org.yunzhen.hospital.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.money.Money;

/**
 * A medicine of a hospital's catalogue, by package.
 *
 * @param code the hospital's code ({@code M0001}), system {@code Systems.MEDICINE_CODE}
 * @param atc ATC code, or null
 * @param ingredients keys by which duplicates are found (INN, lower case)
 * @param price of one package
 * @param packaging what it is sold in
 * @param nhsaCode code of the national insurance catalogue (23 characters)
 * @param categories what restricts or eases its prescription
 * @param flags other marks of the catalogue ({@code prescription-only}, {@code
 *     pregnancy-forbidden}, {@code paediatric-weight} …)
 * @param maxDaysOnline longest supply that may be prescribed online, in days; 0: never
 * @param allergies keys of allergies that forbid it
 * @param indications prefixes of ICD-10 codes it is indicated for
 */
public record Medicine(
        String code,
        String nameZh,
        String nameEn,
        String strength,
        String formZh,
        String formEn,
        String atc,
        Set<String> ingredients,
        InsuranceClass insuranceClass,
        Money price,
        Packaging packaging,
        String nhsaCode,
        Set<MedicineCategory> categories,
        Set<String> flags,
        BigDecimal maxDailyDose,
        String maxDailyUnit,
        int maxDaysOnline,
        Set<String> allergies,
        List<String> indications) {}
