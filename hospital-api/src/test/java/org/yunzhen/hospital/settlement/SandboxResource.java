package org.yunzhen.hospital.settlement;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.yunzhen.sandbox.Sandbox;
import org.yunzhen.sandbox.SandboxOptions;

/** The outside world for a run of tests, with a new journal. */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {
    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        Path journal = Path.of("target", "test-sandbox", UUID.randomUUID().toString());
        sandbox = Sandbox.start(SandboxOptions.in(journal));
        return Map.of(
                "yunzhen.insurance.url",
                sandbox.baseUrl() + "/fsi/api/callService",
                "yunzhen.insurance.timeout",
                "2S",
                "yunzhen.cash.url",
                sandbox.baseUrl(),
                "yunzhen.cash.timeout",
                "2S");
    }

    @Override
    public void stop() {
        sandbox.close();
    }
}
