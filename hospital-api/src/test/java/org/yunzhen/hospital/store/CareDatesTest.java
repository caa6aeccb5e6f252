package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.SearchParam;

class CareDatesTest {
    @Test
    void each_is_a_date_that_R4_searches_a_type_of_the_record_by() {
        Definitions r4 = Definitions.r4();
        CareDates.OF_TYPE.forEach(
                (type, code) -> {
                    assertThat(r4.patientCompartment(type)).as(type).isNotEmpty();
                    SearchParam param = r4.searchParam(type, code);
                    assertThat(param).as(type).isNotNull();
                    assertThat(param.kind()).as(type).isEqualTo(SearchParam.Kind.DATE);
                });
    }
}
