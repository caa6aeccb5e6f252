package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.Consultations.DOCTOR;
import static org.yunzhen.hospital.proof.Consultations.PHARMACIST;
import static org.yunzhen.hospital.proof.Consultations.PHARMACY;
import static org.yunzhen.hospital.proof.Consultations.onTask;
import static org.yunzhen.hospital.proof.Consultations.secret;
import static org.yunzhen.hospital.proof.Consultations.step;
import static org.yunzhen.hospital.proof.Scene.done;
import static org.yunzhen.hospital.proof.Scene.input;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.yunzhen.hospital.proof.Consultations.Prescription;
import org.yunzhen.hospital.proof.Consultations.Visit;

/** Calls of the operations of visits and prescriptions. */
final class ClinicalAsks {
    private final Map<String, Supplier<Ask>> valid = new TreeMap<>();
    private final Map<String, Supplier<Ask>> untimely = new TreeMap<>();
    private final Consultations clinic;

    ClinicalAsks(Consultations clinic) {
        this.clinic = clinic;
        visits();
        prescriptions();
        pharmacies();
    }

    void into(Map<String, Supplier<Ask>> allValid, Map<String, Supplier<Ask>> allUntimely) {
        allValid.putAll(valid);
        allUntimely.putAll(untimely);
    }

    private void visits() {
        valid.put("Encounter/$accept", () -> step(clinic.waiting(), "accept"));
        valid.put("Encounter/$pause", () -> step(clinic.accepted(), "pause"));
        valid.put("Encounter/$resume", this::resume);
        valid.put("Encounter/$finish", () -> step(clinic.accepted(), "finish"));
        valid.put(
                "Encounter/$end-unsuitable",
                () -> step(clinic.accepted(), "end-unsuitable", input("reason", "String", "首诊")));
        valid.put("Encounter/$leave", this::leave);
        valid.put(
                "Encounter/$confirm-follow-up",
                () -> Consultations.confirmation(clinic.accepted()));
        untimely.put(
                "Encounter/$confirm-follow-up", () -> Consultations.confirmation(clinic.waiting()));
    }

    private Ask resume() {
        Visit visit = clinic.accepted();
        done(step(visit, "pause"));
        return step(visit, "resume");
    }

    private Ask leave() {
        Visit visit = clinic.waiting();
        return step(visit, "leave").by(visit.patient());
    }

    private void prescriptions() {
        valid.put(
                "MedicationRequest/$prescribe",
                () -> Consultations.prescribing(clinic.confirmed()));
        untimely.put(
                "MedicationRequest/$prescribe", () -> Consultations.prescribing(clinic.accepted()));
        valid.put(
                "Task/$review",
                () ->
                        onTask(
                                PHARMACIST,
                                clinic.prescribed(),
                                "review",
                                input("decision", "Code", "approve")));
        valid.put(
                "Task/$revoke",
                () ->
                        onTask(
                                DOCTOR,
                                clinic.circulating(),
                                "revoke",
                                input("reason", "String", "更换药物")));
        valid.put("Task/$pickup-code", () -> patientsTask(clinic.circulating()));
        untimely.put("Task/$pickup-code", () -> patientsTask(clinic.prescribed()));
        valid.put("Task/$signed", () -> onTask(DOCTOR, clinic.circulating(), "signed"));
    }

    private static Ask patientsTask(Prescription prescription) {
        return onTask(prescription.visit().patient(), prescription, "pickup-code");
    }

    private void pharmacies() {
        valid.put("Task/$claim", () -> Consultations.claiming(PHARMACY, clinic.circulating()));
        untimely.put("Task/$claim", this::lateClaim);
        valid.put("Task/$release", this::release);
        valid.put("Task/$dispense", this::dispense);
        valid.put("Task/$answer-revocation", this::answer);
    }

    private Ask lateClaim() {
        Prescription prescription = clinic.circulating();
        Ask late = Consultations.claiming("pharmacy02", prescription);
        secret(prescription);
        return late;
    }

    private Ask release() {
        Prescription prescription = clinic.circulating();
        return onTask(PHARMACY, prescription, "release", secret(prescription));
    }

    private Ask dispense() {
        Prescription prescription = clinic.circulating();
        String handover = Consultations.handover(prescription);
        return onTask(PHARMACY, prescription, "dispense", secret(prescription), handover);
    }

    private Ask answer() {
        Prescription prescription = clinic.circulating();
        String secret = secret(prescription);
        done(onTask(DOCTOR, prescription, "revoke", input("reason", "String", "更换药物")));
        return onTask(
                PHARMACY,
                prescription,
                "answer-revocation",
                secret,
                input("answer", "Code", "accept"));
    }
}
