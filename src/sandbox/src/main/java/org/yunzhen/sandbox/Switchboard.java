package org.yunzhen.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.sandbox.cash.CashChannel;
import org.yunzhen.sandbox.exchange.Counterparty;
import org.yunzhen.sandbox.exchange.Json;
import org.yunzhen.sandbox.exchange.Reply;
import org.yunzhen.sandbox.exchange.Request;
import org.yunzhen.sandbox.fault.Fault;
import org.yunzhen.sandbox.fault.Faults;
import org.yunzhen.sandbox.journal.Journal;
import org.yunzhen.sandbox.nhsa.Platform;
import org.yunzhen.sandbox.sms.SmsGateway;

/** Finds who is called, lets ordered faults strike, and serves the sandbox's own endpoints. */
final class Switchboard {
    private static final String FAULTS = "/sandbox/faults";

    private final String nhsaPath;
    private final Platform platform;
    private final CashChannel cash;
    private final SmsGateway sms;
    private final Faults faults = new Faults();

    Switchboard(SandboxOptions options, Journal journal) {
        this.nhsaPath = options.nhsaPath();
        this.platform =
                new Platform(
                        options.paasid(),
                        options.token(),
                        options.catalogue(),
                        journal,
                        options.clock());
        this.cash = new CashChannel(options.cashSecret(), journal, options.clock());
        this.sms = new SmsGateway(journal, options.clock());
    }

    Reply answer(Request request) {
        Optional<Counterparty> called = called(request);
        if (called.isEmpty()) {
            return ownEndpoint(request);
        }
        Counterparty party = called.get();
        Optional<Fault> fault = faults.take(party.subject(request), request.path());
        return fault.map(f -> f.spoil(party, () -> party.answer(request)))
                .orElseGet(() -> party.answer(request));
    }

    private Optional<Counterparty> called(Request request) {
        if (request.is("POST", nhsaPath)) {
            return Optional.of(platform);
        }
        if (request.path().startsWith("/cash/")) {
            return Optional.of(cash);
        }
        return request.path().startsWith("/sms/") ? Optional.of(sms) : Optional.empty();
    }

    private Reply ownEndpoint(Request request) {
        if (request.path().equals(FAULTS)) {
            return faults(request);
        }
        if (request.is("GET", "/sandbox/ledger")) {
            ObjectNode ledger = platform.ledger();
            cash.addTo(ledger);
            return Reply.of(200, ledger);
        }
        if (request.is("GET", "/sandbox/health")) {
            return Reply.of(200, Map.of("status", "UP"));
        }
        Optional<JsonNode> person =
                request.readBelow("/sandbox/persons/").flatMap(platform::person);
        return person.map(found -> Reply.of(200, found))
                .orElseGet(() -> Reply.error(404, "NOT_FOUND", "没有此接口或数据 (nothing here)"));
    }

    private Reply faults(Request request) {
        return switch (request.method()) {
            case "POST" -> order(request);
            case "DELETE" -> {
                faults.clear();
                yield pending();
            }
            default -> pending();
        };
    }

    private Reply order(Request request) {
        try {
            List<Fault> ordered =
                    Json.MAPPER
                            .readerFor(new TypeReference<List<Fault>>() {})
                            .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                            .readValue(request.body());
            faults.order(ordered);
            return pending();
        } catch (IOException unreadable) {
            return Reply.error(400, "BAD_FAULT", String.valueOf(unreadable.getMessage()));
        }
    }

    private Reply pending() {
        return Reply.of(200, Map.of("faults", faults.pending()));
    }
}
