package org.yunzhen.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.yunzhen.sandbox.journal.Journal;

/**
 * The outside world of the hospital, simulated: insurance platform, cash channel and SMS gateway on
 * one port of 127.0.0.1. What it has answered it remembers, also after a crash.
 */
public final class Sandbox implements AutoCloseable {
    private static final int THREADS = 32;

    private final WireMockServer server;
    private final Journal journal;

    private Sandbox(WireMockServer server, Journal journal) {
        this.server = server;
        this.journal = journal;
    }

    /**
     * Starts a sandbox in this process; it serves when this returns.
     *
     * @throws IllegalStateException when the journal is damaged or in use
     */
    public static Sandbox start(SandboxOptions options) {
        Journal journal = Journal.open(options.journal());
        try {
            Switchboard switchboard = new Switchboard(options, journal);
            journal.replay();
            WireMockServer server = server(options, new Door(switchboard));
            server.start();
            return new Sandbox(server, journal);
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    /** HTTP/1.1 only, as the real counterparties speak it and as a dropped connection needs it. */
    private static WireMockServer server(SandboxOptions options, Door door) {
        WireMockServer server =
                new WireMockServer(
                        options()
                                .bindAddress("127.0.0.1")
                                .port(options.port())
                                .containerThreads(THREADS)
                                .jettyAcceptors(1)
                                .disableRequestJournal()
                                .stubRequestLoggingDisabled(true)
                                .templatingEnabled(false)
                                .gzipDisabled(true)
                                .http2PlainDisabled(true)
                                .extensions(door));
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(Door.NAME)));
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Its address, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop();
        journal.close();
    }
}
