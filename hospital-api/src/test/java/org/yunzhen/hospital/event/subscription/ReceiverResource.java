package org.yunzhen.hospital.event.subscription;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A receiver of notifications, at an address that the operator has allowed. */
public class ReceiverResource implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "test-subscription-secret";
    private static volatile WireMockServer server;

    /** The receiver; one for a run of tests. */
    static WireMockServer receiver() {
        return server;
    }

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        return Map.of(
                "yunzhen.subscription.origins",
                "http://127.0.0.1:" + server.port() + ",http://localhost:" + server.port(),
                "yunzhen.subscription.secret",
                SECRET,
                "yunzhen.subscription.attempts",
                "3",
                "yunzhen.subscription.timeout",
                "PT1S");
    }

    @Override
    public void stop() {
        server.stop();
    }
}
