package org.yunzhen.sandbox.nhsa;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;

/** An insured person: who, by what insurance, with what left on the account and of the year. */
final class Person {
    static final String EMPLOYEE = "310";
    static final String RESIDENT = "390";
    private static final long EMPLOYEE_BALANCE = 200_000;
    private static final int GROWN_UP = 18;
    private static final int ELDERLY = 60;

    private final Entry.PersonSeen known;
    private final ResidentId id;
    private final Map<String, Policy.Spent> spent = new HashMap<>();
    private String name;
    private long account;

    Person(Entry.PersonSeen known) {
        this.known = known;
        this.id = ResidentId.known(known.certno());
        this.name = known.name();
        this.account = known.insutype().equals(EMPLOYEE) ? EMPLOYEE_BALANCE : 0;
    }

    /** How the sandbox insures a resident whom it sees for the first time. */
    static Entry.PersonSeen insure(ResidentId id, String name, LocalDate today) {
        int age = Period.between(id.born(), today).getYears();
        boolean employee = age >= GROWN_UP && id.evenSixteenth();
        return new Entry.PersonSeen(
                psnNo(id.number()),
                id.number(),
                name.isEmpty() ? "参保人" + id.number().substring(14) : name,
                employee ? EMPLOYEE : RESIDENT,
                psnType(employee, age));
    }

    private static String psnType(boolean employee, int age) {
        if (employee) {
            return age >= ELDERLY ? "1201" : "1101";
        }
        if (age < GROWN_UP) {
            return age < 6 ? "1402" : "1403";
        }
        return age >= ELDERLY ? "16" : "1501";
    }

    /** 5104 and sixteen digits of a hash: the same for the same number in every sandbox. */
    static String psnNo(String certno) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(certno.getBytes(StandardCharsets.US_ASCII));
            long digits = 0;
            for (int i = 0; i < 8; i++) {
                digits = (digits << 8 | (hash[i] & 0xff)) & Long.MAX_VALUE;
            }
            return "5104%016d".formatted(digits % 10_000_000_000_000_000L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void rename(String newName) {
        name = newName;
    }

    /** Takes the money of a bill from account and year, or gives it back when sign is -1. */
    void charge(Bill bill, int sign) {
        account -= sign * bill.shares().acct();
        spent.merge(
                pot(bill.year(), bill.policy()),
                Policy.Spent.NOTHING.plus(sign * bill.shares().dedc(), sign * bill.shares().fund()),
                (a, b) -> a.plus(b.deductible(), b.fund()));
    }

    Policy.Spent spent(int year, Policy policy) {
        return spent.getOrDefault(pot(year, policy), Policy.Spent.NOTHING);
    }

    private static String pot(int year, Policy policy) {
        return year + "/" + policy.pot();
    }

    int age(LocalDateTime now) {
        return Period.between(id.born(), now.toLocalDate()).getYears();
    }

    String psnNo() {
        return known.psnNo();
    }

    ResidentId id() {
        return id;
    }

    String name() {
        return name;
    }

    String insutype() {
        return known.insutype();
    }

    String psnType() {
        return known.psnType();
    }

    long account() {
        return account;
    }

    Map<String, Policy.Spent> spent() {
        return Map.copyOf(spent);
    }
}
