package org.yunzhen.mappings.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UcumTest {
    private static BigDecimal in(String value, String unit) {
        return Ucum.canonical(unit).orElseThrow().of(new BigDecimal(value));
    }

    @ParameterizedTest
    @CsvSource({
        "5.4,mmol/L,5400,umol/L",
        "5.4,mmol/L,0.0054,mol/L",
        "10,mg/dL,0.1,g/L",
        "10,mg/dL,100,ug/mL",
        "1,kg,1000,g",
        "1,[lb_av],453.59237,g",
        "120,mm[Hg],15.99864,kPa",
        "72,/min,1.2,Hz",
        "72,{beats}/min,1.2,/s",
        "4.5,10*3/uL,4.5,10*9/L",
        "4.5,10*3/uL,4500,/mm3",
        "1,h,60,min",
        "37.0,Cel,98.6,[degF]",
        "37,Cel,310.15,K",
        "50,%,0.5,1",
        "1,m[IU]/mL,1,[IU]/L",
        "1,[iU]/L,1,[IU]/L",
        "1,mL/min/{1.73_m2},60,mL/h",
        "1,g.m/s2,0.001,N",
        "1,L/(s.m),1000,mL/s/m",
        "1,kg/m2,0.1,g/cm2",
        "1,mosm/kg,0.001,osm/kg",
        "1,/100{WBC},0.01,/{WBC}"
    })
    void amounts_that_are_alike_are_alike_in_base_units(
            String value, String unit, String other, String otherUnit) {
        assertThat(Ucum.canonical(unit).orElseThrow().base())
                .isEqualTo(Ucum.canonical(otherUnit).orElseThrow().base());
        assertThat(in(value, unit)).isEqualByComparingTo(in(other, otherUnit));
        assertThat(Ucum.converted(new BigDecimal(value), unit, otherUnit).orElseThrow())
                .isEqualByComparingTo(other);
    }

    @ParameterizedTest
    @CsvSource({"mmol/L,mg/dL", "[IU]/L,/L", "[IU]/L,U/L", "m,m2", "g/L,g", "[arb'U],[IU]"})
    void what_cannot_be_compared_has_other_base_units(String unit, String other) {
        assertThat(Ucum.canonical(unit).orElseThrow().base())
                .isNotEqualTo(Ucum.canonical(other).orElseThrow().base());
        assertThat(Ucum.converted(BigDecimal.ONE, unit, other)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "[pH]",
                "B[SPL]",
                "dB",
                "Cel/min",
                "mCel",
                "kmin",
                "m999",
                "10*999",
                "g/",
                "g//L",
                "(g",
                "g)",
                "{a",
                "m-",
                "1234567890",
                "0",
                "1/0",
                "g/0",
                "mg/00",
                "1/(0)",
                "mmmm",
                "g L",
                "Ym99.Ym99.Ym99",
                "厘米"
            })
    void what_has_no_canonical_form_has_none(String code) {
        assertThat(Ucum.canonical(code)).isEmpty();
    }

    /**
     * Another's reckoning of all units that are defined, but for those we part from on purpose. It
     * rounds some to three digits.
     */
    @Test
    void every_defined_unit_is_what_the_library_makes_of_it() throws UcumException {
        InputStream essence = UcumTest.class.getResourceAsStream("/ucum-essence.xml");
        UcumEssenceService library = new UcumEssenceService(essence);
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (DefinedUnit unit : library.getModel().getDefinedUnits()) {
            String code = unit.getCode();
            var ours = Ucum.canonical(code);
            if (unit.isSpecial() || ours.isEmpty() || ours.get().exponents().containsKey(code)) {
                continue;
            }
            Pair theirs = library.getCanonicalForm(new Pair(new Decimal("1"), code));
            BigDecimal expected = new BigDecimal(theirs.getValue().asDecimal());
            BigDecimal distance = ours.get().factor().subtract(expected).abs();
            if (distance.compareTo(expected.abs().movePointLeft(2)) > 0) {
                different.add(code + " " + ours.get().factor() + " " + expected);
            }
            compared++;
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }
}
