package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.yunzhen.sandbox.exchange.Counterparty;
import org.yunzhen.sandbox.exchange.Json;
import org.yunzhen.sandbox.exchange.Reply;
import org.yunzhen.sandbox.exchange.Request;
import org.yunzhen.sandbox.journal.Journal;

/**
 * The national medical-insurance platform: gateway, envelope, session, transaction, answer.
 *
 * <p>infcode 0 done; -2 refused and nothing changed; -1 failed, outcome unknown to the caller. A
 * call that the gateway stops answers 401, everything behind it 200.
 */
public final class Platform implements Counterparty {
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");
    private static final long SERIAL_MODULUS = 10_000_000_000L;

    private final Gateway gateway;
    private final Catalogue catalogue;
    private final Journal journal;
    private final Registry registry;
    private final Clock clock;
    private final AtomicLong serial;
    private final Map<String, Transaction> transactions = new HashMap<>();

    /**
     * A platform whose state is in a journal.
     *
     * @param cataloguePath file of item classes, empty for the published rule alone
     * @param clock in Beijing's zone
     */
    public Platform(
            String paasid,
            String token,
            Optional<Path> cataloguePath,
            Journal journal,
            Clock clock) {
        this.gateway = new Gateway(paasid, token, clock);
        this.catalogue = cataloguePath.map(Catalogue::read).orElseGet(Catalogue::byRule);
        this.journal = journal;
        this.registry = new Registry(journal);
        this.clock = clock;
        this.serial = new AtomicLong(clock.millis());
        for (Transaction transaction : all()) {
            transaction.infnos().forEach(infno -> transactions.put(infno, transaction));
        }
    }

    private static List<Transaction> all() {
        return List.of(
                new SignIn(),
                new SignOut(),
                new PersonInfo(),
                new BenefitCheck(),
                new Registration(),
                new RegistrationCancel(),
                new VisitUpload(),
                new FeeUpload(),
                new FeeDelete(),
                new PreSettle(),
                new Settle(),
                new SettleCancel(),
                new Reversal(),
                new VisitQuery(),
                new SettlementQuery(),
                new TotalsCheck());
    }

    @Override
    public Reply answer(Request request) {
        try {
            gateway.admit(request);
        } catch (Refused stopped) {
            return Reply.of(
                    401,
                    reply(-2, stopped.getMessage(), null)
                            .put("code", 401)
                            .put("type", "error")
                            .put("message", stopped.getMessage()));
        }
        try {
            Envelope envelope = Envelope.parse(request.body());
            return Reply.of(200, reply(0, "", journal.exclusively(() -> run(envelope))));
        } catch (Refused refused) {
            return refusal(refused.getMessage());
        } catch (RuntimeException broken) {
            return systemError("系统异常：" + broken);
        }
    }

    private ObjectNode run(Envelope envelope) {
        Transaction transaction = transactions.get(envelope.infno());
        Refused.unless(transaction != null, "不支持的交易：infno=" + envelope.infno());
        Call call = new Call(envelope, registry, catalogue, LocalDateTime.now(clock));
        if (!envelope.infno().equals("9001")) {
            requireSession(call);
            requireRegion(envelope);
        }
        return transaction.run(call);
    }

    private static void requireSession(Call call) {
        Envelope envelope = call.envelope();
        Entry.SignedIn session = call.registry().sessions.get(envelope.signNo());
        boolean open =
                session != null
                        && session.opterNo().equals(envelope.opter())
                        && session.fixmedins().equals(envelope.fixmedinsCode())
                        && call.registry().isOpen(session, call.day());
        Refused.unless(open, "操作员未签到或签到已失效：sign_no=" + envelope.signNo());
    }

    private static void requireRegion(Envelope envelope) {
        String region = envelope.insuplcAdmdvs();
        Refused.unless(
                region.isEmpty() || region.equals(PersonInfo.REGION),
                "参保地区划与参保信息不符：insuplc_admdvs=" + region);
    }

    private ObjectNode reply(int infcode, String message, ObjectNode output) {
        LocalDateTime now = LocalDateTime.now(clock);
        String number = "%010d".formatted(serial.incrementAndGet() % SERIAL_MODULUS);
        ObjectNode reply =
                Json.object()
                        .put("infcode", infcode)
                        .put("inf_refmsgid", PersonInfo.REGION + COMPACT.format(now) + number)
                        .put("refmsg_time", MILLIS.format(now))
                        .put("respond_time", MILLIS.format(now))
                        .put(
                                "err_msg",
                                message.length() > 200 ? message.substring(0, 200) : message)
                        .put("warn_msg", "")
                        .put("cainfo", "")
                        .put("signtype", "");
        reply.set("output", output);
        return reply;
    }

    @Override
    public String subject(Request request) {
        try {
            return Json.read(request.body()).path("infno").asText();
        } catch (UncheckedIOException notJson) {
            return "";
        }
    }

    @Override
    public Reply refusal(String message) {
        return Reply.of(200, reply(-2, message, null));
    }

    @Override
    public Reply systemError(String message) {
        return Reply.of(200, reply(-1, message, null));
    }

    /** All settlements and reversals with their amounts in fen. */
    public ObjectNode ledger() {
        return journal.exclusively(() -> Inspection.ledger(registry));
    }

    /** A person's account and year, empty when unknown. */
    public Optional<JsonNode> person(String psnNo) {
        return journal.exclusively(
                () -> Optional.ofNullable(registry.persons.get(psnNo)).map(Inspection::person));
    }
}
