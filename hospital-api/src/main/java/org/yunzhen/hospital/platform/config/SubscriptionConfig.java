package org.yunzhen.hospital.platform.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Notifications of Subscriptions. */
public interface SubscriptionConfig {
    /**
     * Where notifications may be sent, as origins parted by commas ({@code
     * https://receiver.example}); empty: nowhere. A name must not lead to an address inside; an
     * inside receiver is allowed by its address.
     */
    Optional<List<String>> origins();

    /**
     * From it follows the secret of each subscription, by which its receiver knows that a
     * notification is ours; none: none is sent.
     */
    Optional<String> secret();

    /** Longest wait for a receiver's answer. */
    @WithDefault("10S")
    Duration timeout();

    /** After how many attempts in vain a subscription is switched to error. */
    @WithDefault("10")
    int attempts();

    /** How long events can be asked for again. */
    @WithDefault("P7D")
    Duration keptFor();
}
