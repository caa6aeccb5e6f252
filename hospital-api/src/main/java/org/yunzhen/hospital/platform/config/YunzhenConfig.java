package org.yunzhen.hospital.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every key of the product under {@code yunzhen.}, with what it means and its default. */
@ConfigMapping(prefix = "yunzhen")
public interface YunzhenConfig {
    /** Absolute address under which clients reach the service; links are built from it. */
    Optional<String> baseUrl();

    /** Folder of the embedded PostgreSQL and the sandbox's journal (demo only). */
    @WithDefault("data")
    String dataDir();

    /** The tenant served under {@code /fhir}; any other is under {@code /t/{tenant}/fhir}. */
    @WithDefault("home")
    String homeTenant();

    /**
     * The tenants and what their institutions are called, parted by commas ({@code home=某某医院|Some
     * Hospital}); a comma in a name is written {@code \\,}. Those named here are there after the
     * start; empty: those that are there already.
     */
    Optional<List<String>> tenants();

    /** The one database. */
    Database database();

    /** Who issues the tokens that are trusted. */
    Issuer issuer();

    /** The demo's own switches. */
    Demo demo();

    /** The national insurance platform. */
    InsuranceConfig insurance();

    /** The cash channel. */
    Cash cash();

    /** Keys of people and institution kept sealed. */
    Seal seal();

    /** Visits. */
    Consultation consultation();

    /** Push to the apps. */
    Live live();

    /** Visits: how many at once, how long they wait. */
    interface Consultation {
        /** Visits one doctor may have under way at once (R50). */
        @WithDefault("50")
        int visitsAtOnce();

        /** Visits one doctor may accept in a day (R50); empty: as many as come. */
        OptionalInt visitsADay();

        /** How long after the end of its day a visit that nobody accepted is cancelled. */
        @WithDefault("1H")
        Duration unattendedAfter();

        /** How long after a visit's end its doctor still reaches the patient's record. */
        @WithDefault("P30D")
        Duration relationAfter();
    }

    /** Push to the apps on {@code /live}. */
    interface Live {
        /** How long a socket may take to say who it is. */
        @WithDefault("5S")
        Duration helloWithin();

        /** How often a socket is asked whether it is still there. */
        @WithDefault("25S")
        Duration pingEvery();

        /** How long a socket may leave its bounded queue full before it is closed. */
        @WithDefault("30S")
        Duration drainWithin();

        /** How long events can be fetched again. */
        @WithDefault("P7D")
        Duration keptFor();

        /** How often the outbox is looked into. */
        @WithDefault("PT0.2S")
        Duration dispatchEvery();
    }

    /** Notifications of Subscriptions. */
    SubscriptionConfig subscription();

    /** Bulk exports. */
    Export export();

    /** Bulk exports. */
    interface Export {
        /** How long the files of an export can be fetched. */
        @WithDefault("P1D")
        Duration keptFor();
    }

    /** Numbers, holds and check-in. */
    Appointment appointment();

    /** How long a number is held, and when a patient may check in. */
    interface Appointment {
        /** How long a number is held for payment. */
        @WithDefault("15M")
        Duration hold();

        /** How long before its slot begins a patient may check in. */
        @WithDefault("1H")
        Duration checkInBefore();

        /** How many may wait for one slot. */
        @WithDefault("50")
        int waitingMax();
    }

    /** PostgreSQL: where it is and how many connections each kind of work may hold. */
    interface Database {
        /** {@code postgresql://host:port/name}; empty in the demo: the embedded one is started. */
        Optional<String> url();

        /** Role to connect as. */
        @WithDefault("yunzhen")
        String username();

        /** Its password. */
        Optional<String> password();

        /** Port the embedded PostgreSQL tries first. */
        @WithDefault("54329")
        int embeddedPort();

        /** Connections for commands (transactions). */
        @WithDefault("12")
        int commandConnections();

        /** Pipelined connections for reads, for each event loop. */
        @WithDefault("2")
        int readConnections();

        /** Commands admitted per command connection before further ones are told to wait (503). */
        @WithDefault("48")
        int commandsPerConnection();

        /** Reads admitted at once before further ones are told to wait (503). */
        @WithDefault("1024")
        int readsAtOnce();

        /** Longest wait of a command for a connection, and of anybody for a new one. */
        @WithDefault("5S")
        Duration acquireTimeout();

        /** Longest run of one statement. */
        @WithDefault("15S")
        Duration statementTimeout();
    }

    /** Trust in tokens. */
    interface Issuer {
        /** The {@code iss} claim that is accepted. */
        @WithDefault("https://yunzhen.example/demo-issuer")
        String name();

        /**
         * Where the issuer's public keys (JWKS) are; empty in the demo: its keys are in the
         * database.
         */
        Optional<String> jwksUrl();
    }

    /** Only for the demo. */
    interface Demo {
        /** Listen on other addresses than 127.0.0.1 although the demo's passwords are public. */
        @WithDefault("false")
        boolean allowRemote();

        /**
         * Load the demo hospital (places, staff, patients, reference documents) when the database
         * is new; the catalogue of medicines, diagnoses and prices is loaded in any case.
         */
        @WithDefault("true")
        boolean hospital();

        /** How often it is looked whether all days of the demo's shifts are open. */
        @WithDefault("1M")
        Duration keepOpenEvery();

        /**
         * After how long without a sign of the node that opens them another takes it over; longer
         * than opening takes.
         */
        @WithDefault("10M")
        Duration keepOpenLease();

        /** How long a demo token is valid. */
        @WithDefault("1H")
        Duration tokenLifetime();

        /** Start the sandbox (insurance platform, cash channel, SMS) as a child process. */
        @WithDefault("true")
        boolean sandbox();
    }

    /** Cash channel. */
    interface Cash {
        /** Address of the channel; empty in the demo: the sandbox. */
        Optional<String> url();

        /** Secret that signs requests. */
        @WithDefault("demo-cash-secret")
        String secret();

        /** Longest wait for an answer before its outcome is unknown. */
        @WithDefault("8S")
        Duration timeout();
    }

    /** The process that judges by profiles; it is started by the first question. */
    ProfileValidatorConfig profileValidator();

    /** Sealing of private keys in the database. */
    interface Seal {
        /** The secret from which the sealing key is derived. */
        @WithDefault("yunzhen-demo-seal")
        String secret();
    }
}
