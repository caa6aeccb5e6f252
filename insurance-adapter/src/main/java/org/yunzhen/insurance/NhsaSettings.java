package org.yunzhen.insurance;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How one institution speaks to its province's platform. Nothing of a province is built in: what
 * differs between them stands here.
 */
public record NhsaSettings(
        Gateway gateway, Institution institution, Province province, Repeats repeats) {

    public NhsaSettings {
        Stream.of(gateway, institution, province, repeats).forEach(Objects::requireNonNull);
    }

    /**
     * The way to the platform.
     *
     * @param baseUri scheme, host and port
     * @param path the one path on which all transactions are called, beginning with a slash
     * @param paasId the application's id at the gateway
     * @param secretToken signs the gateway's headers; never in a text form
     * @param connectTimeout for the connection to stand
     * @param callTimeout for the complete answer, connecting included
     */
    public record Gateway(
            URI baseUri,
            String path,
            String paasId,
            String secretToken,
            Duration connectTimeout,
            Duration callTimeout) {

        public Gateway {
            needed("baseUri", baseUri == null ? null : baseUri.getHost());
            needed("path", path);
            needed("paasId", paasId);
            needed("secretToken", secretToken);
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("path must begin with /");
            }
            if (connectTimeout.compareTo(callTimeout) > 0) {
                throw new IllegalArgumentException("connectTimeout must not exceed callTimeout");
            }
        }

        URI endpoint() {
            return baseUri.resolve(path);
        }

        @Override
        public String toString() {
            return "Gateway[" + endpoint() + ", paasId=" + paasId + ", secretToken=***]";
        }
    }

    /**
     * Who we are to the insurer.
     *
     * @param fixmedinsCode the designated institution's code
     * @param fixmedinsName its name
     * @param mdtrtareaAdmvs region of treatment (the platform's spelling), six digits
     */
    public record Institution(String fixmedinsCode, String fixmedinsName, String mdtrtareaAdmvs) {
        public Institution {
            needed("fixmedinsCode", fixmedinsCode);
            needed("fixmedinsName", fixmedinsName);
            needed("mdtrtareaAdmvs", mdtrtareaAdmvs);
        }
    }

    /**
     * What a province has settled for itself.
     *
     * @param recerSysCode the receiving system
     * @param infver version of the interface, as the insurer issued it
     * @param opterType who operates; 3, a mobile terminal, for an internet hospital
     * @param accountSharing where the family-shared account stands among the figures
     * @param fundIncludesAccount whether {@code fund_pay_sumamt} has the personal account in it
     */
    public record Province(
            String recerSysCode,
            String infver,
            String opterType,
            AccountSharing accountSharing,
            boolean fundIncludesAccount) {

        /** Operator type of an internet hospital. */
        public static final String MOBILE_TERMINAL = "3";

        public Province {
            needed("recerSysCode", recerSysCode);
            needed("infver", infver);
            needed("opterType", opterType);
            Objects.requireNonNull(accountSharing, "accountSharing");
        }
    }

    /** Where {@code acct_mulaid_pay} stands among the figures of a bill. */
    public enum AccountSharing {
        /** It is a part of {@code acct_pay}. */
        INSIDE_ACCOUNT,
        /** It is a term of its own beside {@code acct_pay} and cash. */
        SEPARATE
    }

    /**
     * How often a message that may be repeated is sent at most, and how long the first pause is;
     * each further pause doubles. All others are sent once, whatever stands here.
     */
    public record Repeats(int attempts, Duration pause) {
        /** More than this helps nobody who is waiting. */
        public static final int MOST = 3;

        public Repeats {
            if (attempts < 1 || attempts > MOST) {
                throw new IllegalArgumentException("attempts must be 1 to " + MOST);
            }
            Objects.requireNonNull(pause, "pause");
        }
    }

    private static void needed(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must be set");
        }
    }
}
