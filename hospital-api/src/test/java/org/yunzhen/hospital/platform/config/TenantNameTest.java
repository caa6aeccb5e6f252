package org.yunzhen.hospital.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantNameTest {
    @Test
    void a_tenant_is_named_in_both_languages() {
        assertThat(TenantName.parse(" home = 某某 医院 | Some Hospital, Panzhihua "))
                .isEqualTo(new TenantName("home", "某某 医院", "Some Hospital, Panzhihua"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "home",
                "home=某某医院",
                "home=|Some Hospital",
                "home=某某医院|",
                "home=某某医院|Some|Hospital",
                "Home=某某医院|Some Hospital",
                "1home=某某医院|Some Hospital",
                "a-tenant-with-far-too-long-a-name-for-it=某某医院|Some Hospital"
            })
    void what_has_another_form_is_no_tenant(String text) {
        assertThatThrownBy(() -> TenantName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.strip());
    }
}
