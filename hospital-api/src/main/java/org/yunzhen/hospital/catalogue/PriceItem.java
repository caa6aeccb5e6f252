package org.yunzhen.hospital.catalogue;

import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.money.Money;

/**
 * A service with its price.
 *
 * @param code the hospital's code, system {@code Systems.PRICE_ITEM_CODE}
 * @param nhsaCode national code of the service
 */
public record PriceItem(
        String code,
        String nameZh,
        String nameEn,
        Money price,
        String nhsaCode,
        InsuranceClass insuranceClass) {}
