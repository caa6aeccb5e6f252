package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewaySignatureTest {

    @Test
    void the_signature_is_a_plain_sha_256_as_in_the_published_vector() {
        assertThat(GatewaySignature.of("1700000000", "demo-token-0001", "nonce0001"))
                .isEqualTo("29a0e6b092eaa04886dafe7a76319b3a17540df584c21b7f5baa067b7a7ccc69");
    }
}
