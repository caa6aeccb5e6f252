package org.yunzhen.hospital.fhir;

import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What is wrong with a value of a search parameter, or with its modifier. */
final class ValueFaults {
    private ValueFaults() {}

    static void plain(SearchParam param, String modifier) {
        if (modifier != null) {
            throw unsupported(param, modifier);
        }
    }

    static String filled(SearchParam param, String value) {
        if (value.isEmpty()) {
            throw invalid(param.code());
        }
        return value;
    }

    static RefusedException invalid(String code) {
        return new RefusedException(Refusal.INVALID_PARAMETER, code);
    }

    static RefusedException unsupported(SearchParam param, String modifier) {
        return new RefusedException(
                Refusal.UNSUPPORTED_MODIFIER, param.code() + ":" + modifier, modifier);
    }
}
