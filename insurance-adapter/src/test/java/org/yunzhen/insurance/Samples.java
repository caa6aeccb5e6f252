package org.yunzhen.insurance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.yunzhen.insurance.message.BenefitCheck;
import org.yunzhen.insurance.message.DailyTotal;
import org.yunzhen.insurance.message.Diagnosis;
import org.yunzhen.insurance.message.FeeDetail;
import org.yunzhen.insurance.message.FeeDetailBuilder;
import org.yunzhen.insurance.message.FeeRevoke;
import org.yunzhen.insurance.message.FeeUpload;
import org.yunzhen.insurance.message.PersonQuery;
import org.yunzhen.insurance.message.PreSettle;
import org.yunzhen.insurance.message.Registration;
import org.yunzhen.insurance.message.RegistrationCancel;
import org.yunzhen.insurance.message.Reversal;
import org.yunzhen.insurance.message.Settle;
import org.yunzhen.insurance.message.SettlementCancel;
import org.yunzhen.insurance.message.SettlementQuery;
import org.yunzhen.insurance.message.SignIn;
import org.yunzhen.insurance.message.SignOut;
import org.yunzhen.insurance.message.VisitInfo;
import org.yunzhen.insurance.message.VisitQuery;
import org.yunzhen.insurance.message.VisitUpload;

/** One synthetic visit, told in the messages of each transaction; every field is filled. */
final class Samples {
    static final String MSGID = "H51040000001202611240930000007";
    static final String ID_NUMBER = "51040019900101001X";
    static final Clock HALF_PAST_NINE =
            Clock.fixed(Instant.parse("2026-11-24T01:30:00Z"), ZoneOffset.UTC);
    static final CallContext CONTEXT =
            CallContext.of(MSGID, "D0001", "张医生").insuredIn("510422").signedIn("SN-0001");

    private static final LocalDateTime NINE = LocalDateTime.of(2026, 11, 24, 9, 0);

    static final PersonQuery PERSON_QUERY =
            new PersonQuery(
                    "03",
                    "Y00000001",
                    "C0001",
                    LocalDateTime.of(2026, 11, 24, 0, 0),
                    "01",
                    ID_NUMBER,
                    "测试甲");
    static final FeeDetail FEE =
            new FeeDetailBuilder()
                    .keys("M0001", "P0001", "B0001", "F0001")
                    .disease("M03900")
                    .prescription("RX0001", "1")
                    .occurredAt(NINE.plusMinutes(20))
                    .item("XC08CAA001", "Y0001")
                    .amount(new BigDecimal("12.5"), new BigDecimal("2"), new BigDecimal("25"))
                    .usage("5mg", "每日一次", "口服", new BigDecimal("28"))
                    .billedBy("K01", "心血管内科", "D0001", "张医生")
                    .ordered("K02", "药剂科", "D0002", "李医生")
                    .approval("1")
                    .herbUse("1")
                    .outsideExamination("1", "H2")
                    .takenHome("0")
                    .maternity("0")
                    .build();
    static final PreSettle PRE_SETTLE =
            new PreSettle(
                    "P0001",
                    "02",
                    ID_NUMBER,
                    "14",
                    new BigDecimal("5792.53"),
                    "01",
                    "M0001",
                    "B0001",
                    "1",
                    "310");
    static final Settle SETTLE =
            new Settle(
                    "P0001",
                    "02",
                    ID_NUMBER,
                    "14",
                    new BigDecimal("5792.53"),
                    "01",
                    "M0001",
                    "B0001",
                    "1",
                    "310",
                    "I0001",
                    new BigDecimal("296.2"),
                    BigDecimal.ZERO,
                    new BigDecimal("522.61"),
                    new BigDecimal("4973.72"));
    static final SettlementQuery SETTLEMENT_QUERY = new SettlementQuery("P0001", "S0001", "M0001");

    /** By transaction number. */
    static final Map<String, Record> REQUESTS =
            Map.ofEntries(
                    Map.entry("9001", new SignIn("D0001", "00-16-3E-00-00-01", "192.0.2.10")),
                    Map.entry("9002", new SignOut("SN-0001", "D0001")),
                    Map.entry("1101", PERSON_QUERY),
                    Map.entry("2001", benefitCheck()),
                    Map.entry("2201", registration()),
                    Map.entry("2202", new RegistrationCancel("P0001", "M0001", "V20261124001")),
                    Map.entry("2203A", visit()),
                    Map.entry("2204", new FeeUpload(List.of(FEE))),
                    Map.entry("2205", new FeeRevoke("M0001", FeeRevoke.ALL_BATCHES, "P0001")),
                    Map.entry("2206", PRE_SETTLE),
                    Map.entry("2207", SETTLE),
                    Map.entry("2208", new SettlementCancel("S0001", "M0001", "P0001")),
                    Map.entry("2601", new Reversal("P0001", MSGID, "2207")),
                    Map.entry(
                            "5201", new VisitQuery("P0001", NINE, NINE.plusDays(1), "14", "M0001")),
                    Map.entry("5203", SETTLEMENT_QUERY),
                    Map.entry("3201", dailyTotal()));

    private Samples() {}

    static NhsaSettings settings(URI baseUri, Duration timeout) {
        return settings(baseUri, timeout, timeout);
    }

    static NhsaSettings settings(URI baseUri, Duration connectTimeout, Duration callTimeout) {
        return new NhsaSettings(
                new NhsaSettings.Gateway(
                        baseUri,
                        "/nhsa/call",
                        "demo-paas",
                        "demo-token-0001",
                        connectTimeout,
                        callTimeout),
                new NhsaSettings.Institution("H51040000001", "试验互联网医院", "510400"),
                new NhsaSettings.Province(
                        "YBXT",
                        "V1.0",
                        NhsaSettings.Province.MOBILE_TERMINAL,
                        NhsaSettings.AccountSharing.INSIDE_ACCOUNT,
                        false),
                new NhsaSettings.Repeats(3, Duration.ofMillis(1)));
    }

    static String golden(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BenefitCheck benefitCheck() {
        return new BenefitCheck(
                "P0001",
                "310",
                "H51040000001",
                "14",
                NINE,
                NINE.plusHours(1),
                "M03900",
                "高血压",
                "00.0100",
                "治疗性超声",
                "1",
                "1");
    }

    private static Registration registration() {
        return new Registration(
                "P0001",
                "310",
                NINE,
                "02",
                ID_NUMBER,
                "V20261124001",
                "D0001",
                "张医生",
                "K01",
                "心血管内科",
                "A03.04");
    }

    private static VisitUpload visit() {
        LocalDate planned = LocalDate.of(2026, 11, 1);
        VisitInfo info =
                new VisitInfo(
                        "M0001", "P0001", "51", NINE, "头晕三天", "M03900", "高血压", "1", planned, "2",
                        12);
        Diagnosis diagnosis =
                new Diagnosis(
                        "1",
                        1,
                        "I10.x00",
                        "原发性高血压",
                        "K01",
                        "D0001",
                        "张医生",
                        NINE.plusMinutes(10),
                        "1");
        return new VisitUpload(info, List.of(diagnosis));
    }

    private static DailyTotal dailyTotal() {
        LocalDate day = LocalDate.of(2026, 11, 24);
        return new DailyTotal(
                "310",
                "11",
                "510400",
                day,
                day,
                new BigDecimal("5792.53"),
                new BigDecimal("3106.54"),
                BigDecimal.ZERO,
                1);
    }
}
