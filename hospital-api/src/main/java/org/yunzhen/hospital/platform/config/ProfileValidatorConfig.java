package org.yunzhen.hospital.platform.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the profile validator may use, and where it is. */
public interface ProfileValidatorConfig {
    /** Its class path; empty: the folder {@code profile-validator} beside the service. */
    Optional<String> classPath();

    /** Its heap, in megabytes; the process takes about a hundred more. */
    @WithDefault("320")
    int memoryMb();

    /** Longest run of one judgement; the process is ended then. */
    @WithDefault("20S")
    Duration timeMax();

    /** Longest start, in which it reads the definitions of R4. */
    @WithDefault("2M")
    Duration startMax();

    /** How long it stays when nobody asks. */
    @WithDefault("10M")
    Duration idle();

    /** How many may wait for it before further ones are told to come later (503). */
    @WithDefault("16")
    int waitingMax();
}
