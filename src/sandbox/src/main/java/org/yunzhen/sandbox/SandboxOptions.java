package org.yunzhen.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a sandbox is started. All defaults are public demo values.
 *
 * @param port to listen on at 127.0.0.1; 0 takes a free one
 * @param journal directory of the journal, made when absent
 * @param nhsaPath path of the insurance platform
 * @param paasid application id that the platform's gateway admits
 * @param token secret of the gateway's signature
 * @param cashSecret secret of the cash channel's signature
 * @param catalogue optional file of item classes, lines {@code code,class[,limit[,ratio]]}
 * @param clock what time it is; in Beijing's zone
 */
public record SandboxOptions(
        int port,
        Path journal,
        String nhsaPath,
        String paasid,
        String token,
        String cashSecret,
        Optional<Path> catalogue,
        Clock clock) {

    /** Demo values throughout, a free port, and this journal. */
    public static SandboxOptions in(Path journal) {
        return new SandboxOptions(
                0,
                journal,
                "/fsi/api/callService",
                "yunzhen-demo",
                "demo-token-0001",
                "demo-cash-secret",
                Optional.empty(),
                Clock.system(ZoneId.of("Asia/Shanghai")));
    }

    /** The same on another port. */
    public SandboxOptions onPort(int newPort) {
        return new SandboxOptions(
                newPort, journal, nhsaPath, paasid, token, cashSecret, catalogue, clock);
    }

    /** The same with its journal in another directory. */
    public SandboxOptions inJournal(Path directory) {
        return new SandboxOptions(
                port, directory, nhsaPath, paasid, token, cashSecret, catalogue, clock);
    }

    /** The same with the platform at another path. */
    public SandboxOptions withNhsaPath(String newPath) {
        return new SandboxOptions(
                port, journal, newPath, paasid, token, cashSecret, catalogue, clock);
    }

    /** The same with other secrets. */
    public SandboxOptions withSecrets(String newPaasid, String newToken, String newCashSecret) {
        return new SandboxOptions(
                port, journal, nhsaPath, newPaasid, newToken, newCashSecret, catalogue, clock);
    }

    /** The same with a file of item classes. */
    public SandboxOptions withCatalogue(Path file) {
        return new SandboxOptions(
                port, journal, nhsaPath, paasid, token, cashSecret, Optional.of(file), clock);
    }

    /** The same at another time; the zone is set to Beijing's. */
    public SandboxOptions withClock(Clock newClock) {
        return new SandboxOptions(
                port,
                journal,
                nhsaPath,
                paasid,
                token,
                cashSecret,
                catalogue,
                newClock.withZone(ZoneId.of("Asia/Shanghai")));
    }
}
