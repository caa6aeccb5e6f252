package org.yunzhen.bench.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The patients and observations that are measured with: synthetic, the same in every run.
 * Observation {@code i} belongs to patient {@code i mod patients}, so that with 500 patients and
 * 10,000 observations each patient has 20, five of each of the four codes. What is written while it
 * is measured is about patients of its own: a search finds the same however much was written.
 *
 * @param patients how many patients
 * @param observations how many observations
 */
public record SampleData(int patients, int observations) {
    static final String LOINC = "http://loinc.org";

    private static final List<VitalSign> SIGNS =
            List.of(
                    new VitalSign("8867-4", "Heart rate", "心率", "/min", 60),
                    new VitalSign("8310-5", "Body temperature", "体温", "Cel", 36),
                    new VitalSign("9279-1", "Respiratory rate", "呼吸频率", "/min", 12),
                    new VitalSign(
                            "2708-6", "Oxygen saturation in Arterial blood", "血氧饱和度", "%", 95));

    private record VitalSign(String code, String english, String chinese, String unit, int least) {}

    /** Id of a patient, such as {@code bench-p-0001}. */
    public static String patientId(int number) {
        return "bench-p-%04d".formatted(number + 1);
    }

    /** Id of a patient whom nothing is about but what is written, such as {@code bench-w-0001}. */
    static String writtenPatientId(int number) {
        return "bench-w-%04d".formatted(number + 1);
    }

    /** Id of an observation, such as {@code bench-o-000001}. */
    public static String observationId(int number) {
        return "bench-o-%06d".formatted(number + 1);
    }

    /** The reference of the patient whom an observation is about. */
    public String subject(int observation) {
        return "Patient/" + patientId(observation % patients);
    }

    /** The token an observation is found by. */
    public String code(int observation) {
        return LOINC + "|" + sign(observation).code();
    }

    /** The search that finds an observation and those of the same patient and code. */
    public String searchPath(int observation) {
        return "Observation?patient="
                + subject(observation)
                + "&code="
                + code(observation).replace("|", "%7C");
    }

    private VitalSign sign(int observation) {
        return SIGNS.get(observation / patients % SIGNS.size());
    }

    /** A patient who is read and searched. */
    public String patient(int number) {
        return patient(patientId(number), "patient", number);
    }

    /** A patient whom what is written is about. */
    String writtenPatient(int number) {
        return patient(writtenPatientId(number), "written", number);
    }

    private static String patient(String id, String kind, int number) {
        return """
        {"resourceType":"Patient","id":"%s","active":true,\
        "identifier":[{"system":"urn:yunzhen:bench:%s","value":"%06d"}],\
        "name":[{"use":"official","text":"测试%04d","family":"测试","given":["%04d"]}],\
        "gender":"%s","birthDate":"%d-%02d-%02d"}"""
                .formatted(
                        id,
                        kind,
                        number + 1,
                        number + 1,
                        number + 1,
                        number % 2 == 0 ? "female" : "male",
                        1950 + number % 50,
                        1 + number % 12,
                        1 + number % 28);
    }

    /** An observation with an id of ours, as UTF-8. */
    public byte[] storedObservation(int number) {
        return bytes(observation(number, id(observationId(number)), subject(number)));
    }

    /** An observation that is written under this id, as UTF-8. */
    public byte[] observationWithId(String id, int number) {
        return bytes(observation(number, id(id), writtenSubject(number)));
    }

    /** An observation that is to get its id from the server, as UTF-8. */
    public byte[] newObservation(int number) {
        return bytes(observation(number, "", writtenSubject(number)));
    }

    private String writtenSubject(int observation) {
        return "Patient/" + writtenPatientId(observation % patients);
    }

    private static String id(String id) {
        return "\"id\":\"" + id + "\",";
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private String observation(int number, String id, String subject) {
        VitalSign sign = sign(number);
        String day = "2026-%02d-%02d".formatted(1 + number % 10, 1 + number % 28);
        String value = "%d.%02d".formatted(sign.least() + number % 5, number % 100);
        return """
        {"resourceType":"Observation",%s"status":"final",\
        "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">%s %s %s</div>"},\
        "identifier":[{"system":"urn:yunzhen:bench:observation","value":"%08d"}],\
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",\
        "code":"vital-signs","display":"Vital Signs"}],"text":"生命体征"}],\
        "code":{"coding":[{"system":"%s","code":"%s","display":"%s"}],"text":"%s"},\
        "subject":{"reference":"%s","display":"测试"},\
        "effectiveDateTime":"%sT08:30:00+08:00","issued":"%sT08:31:00.000+08:00",\
        "performer":[{"display":"Bench nurse 压测护士"}],\
        "valueQuantity":{"value":%s,"unit":"%s","system":"http://unitsofmeasure.org","code":"%s"},\
        "interpretation":[{"coding":[{"system":\
        "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N","display":"Normal"}]}],\
        "note":[{"text":"Measured at rest, sitting, after five minutes. 静坐五分钟后测量，患者无不适主诉。"}],\
        "method":{"text":"Bedside monitor, calibrated this quarter"},\
        "referenceRange":[{"low":{"value":%d,"unit":"%s"},"high":{"value":%d,"unit":"%s"},\
        "text":"Adults at rest 成人静息"}]}"""
                .formatted(
                        id,
                        sign.chinese(),
                        value,
                        sign.unit(),
                        number,
                        LOINC,
                        sign.code(),
                        sign.english(),
                        sign.chinese(),
                        subject,
                        day,
                        day,
                        value,
                        sign.unit(),
                        sign.unit(),
                        sign.least(),
                        sign.unit(),
                        sign.least() + 40,
                        sign.unit());
    }
}
