package org.yunzhen.hospital.platform.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void two_demos_get_different_ports_before_either_sandbox_listens() throws IOException {
        int wanted = FreePort.near(0);
        try (ServerSocket first = FreePort.claim(wanted);
                ServerSocket second = FreePort.claim(wanted)) {
            assertThat(first.getLocalPort()).isEqualTo(wanted);
            assertThat(second.getLocalPort()).isNotEqualTo(wanted);
        }
    }

    @Test
    void who_claimed_a_port_can_listen_on_it() throws IOException {
        try (ServerSocket claim = FreePort.claim(FreePort.near(0));
                ServerSocket listens =
                        new ServerSocket(
                                claim.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(listens.getLocalPort()).isEqualTo(claim.getLocalPort());
        }
    }

    @Test
    void a_port_on_which_somebody_listens_is_not_claimed() throws IOException {
        try (ServerSocket another = FreePort.hold(0);
                ServerSocket claim = FreePort.claim(another.getLocalPort())) {
            assertThat(claim.getLocalPort()).isNotEqualTo(another.getLocalPort());
        }
    }
}
