package org.yunzhen.hospital.platform.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** National insurance platform (NHSA). */
public interface InsuranceConfig {
    /** Address with path of the platform's one door; empty in the demo: the sandbox. */
    Optional<String> url();

    /** Application id of the gateway. */
    @WithDefault("yunzhen-demo")
    String paasId();

    /** Secret of the gateway. */
    @WithDefault("demo-token-0001")
    String secret();

    /** Longest wait for an answer before its outcome is unknown. */
    @WithDefault("8S")
    Duration timeout();

    /**
     * How long an insured quote stands unless it is settled; then its fee lines and its
     * registration are withdrawn from the platform.
     */
    @WithDefault("24H")
    Duration quoteValidFor();

    /** The designated institution's code, 12 characters. */
    @WithDefault("H51040200001")
    String fixmedinsCode();

    /** The designated institution's name, as the insurer knows it. */
    @WithDefault("攀枝花云诊示范医院")
    String fixmedinsName();

    /** Region of treatment, six digits. */
    @WithDefault("510400")
    String area();

    /** Code and name of the terminal that signs in. */
    @WithDefault("YZ0001")
    String operator();

    @WithDefault("云诊终端")
    String operatorName();

    /** The receiving system and the interface's version, as the insurer issued them. */
    @WithDefault("YBXT")
    String receiver();

    @WithDefault("V1.0")
    String version();
}
