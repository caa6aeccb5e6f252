package org.yunzhen.hospital.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.yunzhen.hospital.platform.config.InsuranceConfig;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.insurance.CallContext;
import org.yunzhen.insurance.NhsaClient;
import org.yunzhen.insurance.NhsaSettings;
import org.yunzhen.insurance.Outcome;
import org.yunzhen.insurance.PreparedCall;
import org.yunzhen.insurance.Transaction;
import org.yunzhen.insurance.message.SignIn;
import org.yunzhen.insurance.message.SignedIn;
import org.yunzhen.insurance.wire.FieldFault;
import org.yunzhen.insurance.wire.WireTime;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * The desk at which this hospital speaks with the insurance platform: signed in for the day, every
 * message numbered from the database and journaled before it leaves.
 */
@ApplicationScoped
class Gateway {
    private static final String MAC = "00-00-00-00-00-00";
    private static final String ADDRESS = "127.0.0.1";
    private static final int REPEATS = 2;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);

    private static final String SESSION =
            "SELECT sign_no FROM nhsa_session WHERE tenant = $1 AND opter = $2 AND day = $3";

    private static final String SIGNED_IN =
            """
            INSERT INTO nhsa_session (tenant, opter, day, sign_no) VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant, opter, day) DO UPDATE SET sign_no = EXCLUDED.sign_no""";

    private static final String SIGNED_OUT =
            "DELETE FROM nhsa_session WHERE tenant = $1 AND opter = $2";

    private final Transactions transactions;
    private final MessageNumbers numbers;
    private final Journal journal;
    private final InsuranceConfig config;
    private final Optional<NhsaClient> client;

    Gateway(
            Transactions transactions,
            MessageNumbers numbers,
            Journal journal,
            YunzhenConfig config) {
        this.transactions = transactions;
        this.numbers = numbers;
        this.journal = journal;
        this.config = config.insurance();
        this.client =
                this.config.url().map(url -> new NhsaClient(settings(URI.create(url)), numbers));
    }

    String institution() {
        return config.fixmedinsCode();
    }

    String institutionName() {
        return config.fixmedinsName();
    }

    /** A new message, numbered and checked, not yet sent. */
    <I extends Record, O extends Record> Uni<PreparedCall<O>> prepare(
            String tenant, Transaction<I, O> transaction, I input, String region) {
        NhsaClient platform =
                client.orElseThrow(() -> new RefusedException(Refusal.INSURANCE_UNAVAILABLE));
        return signNo(tenant, platform)
                .chain(signNo -> number().map(msgid -> context(msgid, region).signedIn(signNo)))
                .map(context -> prepared(platform, transaction, input, context));
    }

    private static <I extends Record, O extends Record> PreparedCall<O> prepared(
            NhsaClient platform, Transaction<I, O> transaction, I input, CallContext context) {
        try {
            return platform.prepare(transaction, input, context);
        } catch (FieldFault fault) {
            throw new RefusedException(Refusal.INSURANCE_REFUSED, fault.getMessage());
        }
    }

    /** Sends what was prepared and journaled. */
    <O extends Record> Uni<Outcome<O>> send(PreparedCall<O> call) {
        return Outside.ask(() -> client.orElseThrow().send(call));
    }

    /** Prepares, journals, sends, and journals the answer. */
    <I extends Record, O extends Record> Uni<Outcome<O>> ask(
            String tenant, String bill, Transaction<I, O> transaction, I input, String region) {
        return prepare(tenant, transaction, input, region)
                .call(call -> journal.sending(reading(tenant), bill, call))
                .chain(call -> send(call).call(outcome -> answered(tenant, call, outcome)));
    }

    /**
     * Asks for an output.
     *
     * @throws RefusedException when there is none, saying why
     */
    <I extends Record, O extends Record> Uni<O> want(
            String tenant, String bill, Transaction<I, O> transaction, I input, String region) {
        return ask(tenant, bill, transaction, input, region)
                .map(outcome -> wanted(outcome, transaction.infno()));
    }

    private static <O> O wanted(Outcome<O> outcome, String infno) {
        if (outcome instanceof Outcome.Done<O> done) {
            return done.output();
        }
        if (outcome instanceof Outcome.Refused<O> refused) {
            throw new RefusedException(
                    Refusal.INSURANCE_REFUSED, refused.errMsg() == null ? infno : refused.errMsg());
        }
        throw new RefusedException(Refusal.INSURANCE_UNAVAILABLE).with("step", infno);
    }

    /** Journals an answer; a session that the platform no longer knows is forgotten. */
    <O extends Record> Uni<Void> answered(String tenant, PreparedCall<O> call, Outcome<O> outcome) {
        Tx tx = reading(tenant);
        Uni<Void> kept =
                journal.answered(
                        tx,
                        call.msgid(),
                        call.transaction().infno(),
                        outcome.getClass().getSimpleName(),
                        detail(outcome));
        boolean signedOut =
                outcome instanceof Outcome.Refused<O> refused
                        && refused.errMsg() != null
                        && refused.errMsg().contains("签到");
        return signedOut
                ? kept.chain(() -> tx.run(SIGNED_OUT, tenant, config.operator())).replaceWithVoid()
                : kept;
    }

    /** What is known of an outcome that is not done, without its data. */
    static String detail(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.errMsg();
        }
        if (outcome instanceof Outcome.Unknown<?> unknown) {
            return unknown.reason() + ": " + unknown.detail();
        }
        return outcome instanceof Outcome.NotSent<?> notSent ? notSent.detail() : null;
    }

    private Uni<String> signNo(String tenant, NhsaClient platform) {
        LocalDate today = LocalDate.now(WireTime.ZONE);
        return reading(tenant)
                .run(SESSION, tenant, config.operator(), today)
                .chain(
                        rows ->
                                rows.size() == 1
                                        ? Uni.createFrom().item(rows.iterator().next().getString(0))
                                        : signIn(tenant, platform, today));
    }

    private Uni<String> signIn(String tenant, NhsaClient platform, LocalDate today) {
        SignIn input = new SignIn(config.operator(), MAC, ADDRESS);
        return number().chain(
                        msgid ->
                                Outside.ask(
                                        () ->
                                                platform.call(
                                                        org.yunzhen.insurance.Transactions.SIGN_IN,
                                                        input,
                                                        context(msgid, null))))
                .map(Gateway::signNo)
                .call(
                        signNo ->
                                reading(tenant)
                                        .run(SIGNED_IN, tenant, config.operator(), today, signNo));
    }

    private static String signNo(Outcome<SignedIn> outcome) {
        if (outcome instanceof Outcome.Done<SignedIn> done) {
            return done.output().signNo();
        }
        throw new RefusedException(Refusal.INSURANCE_UNAVAILABLE).with("step", "9001");
    }

    private CallContext context(String msgid, String region) {
        CallContext context = CallContext.of(msgid, config.operator(), config.operatorName());
        return region == null ? context : context.insuredIn(region);
    }

    private Uni<String> number() {
        return Uni.createFrom().completionStage(numbers::next);
    }

    private Tx reading(String tenant) {
        return transactions.reading(tenant);
    }

    private NhsaSettings settings(URI url) {
        Duration connect =
                config.timeout().compareTo(CONNECT_MAX) < 0 ? config.timeout() : CONNECT_MAX;
        return new NhsaSettings(
                new NhsaSettings.Gateway(
                        url,
                        url.getPath(),
                        config.paasId(),
                        config.secret(),
                        connect,
                        config.timeout()),
                new NhsaSettings.Institution(
                        config.fixmedinsCode(), config.fixmedinsName(), config.area()),
                new NhsaSettings.Province(
                        config.receiver(),
                        config.version(),
                        NhsaSettings.Province.MOBILE_TERMINAL,
                        NhsaSettings.AccountSharing.INSIDE_ACCOUNT,
                        false),
                new NhsaSettings.Repeats(REPEATS, PAUSE));
    }
}
