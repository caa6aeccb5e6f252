package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.yunzhen.hospital.platform.config.InsuranceConfig;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.person.PersonElements;

/** Who attends to a subject, where and for what, as the platform wants to know it. */
@ApplicationScoped
class Attendance {
    private static final int CODE_CHARACTERS_MAX = 20;
    private static final String PRACTITIONER = "Practitioner/";

    /** ICD-10 code of counselling: what a bill without a diagnosis of its own is about. */
    private static final String COUNSELLING = "Z71.900";

    /**
     * @param caty the insurer's code of the department's specialty
     */
    record Who(
            String doctor,
            String doctorName,
            String department,
            String departmentName,
            String caty,
            String diagnosis,
            String diagnosisName) {}

    private final Documents documents;
    private final InsuranceConfig config;

    Attendance(Documents documents, YunzhenConfig config) {
        this.documents = documents;
        this.config = config.insurance();
    }

    Uni<Who> of(Tx tx, Subject subject) {
        String reference = subject.practitioner().path("reference").asText("");
        return reference.startsWith(PRACTITIONER)
                ? documents
                        .find(tx, "Practitioner", reference.substring(PRACTITIONER.length()))
                        .map(found -> who(subject, found))
                : Uni.createFrom().item(who(subject, Optional.empty()));
    }

    private Who who(Subject subject, Optional<Stored> practitioner) {
        JsonNode doctor = practitioner.<JsonNode>map(Stored::document).orElse(subject.diagnosis());
        String given = subject.practitioner().path("display").asText(config.operatorName());
        JsonNode department = subject.department();
        JsonNode diagnosis = subject.diagnosis();
        Instant now = Instant.now();
        String name = PersonElements.written(PersonElements.name(doctor, now));
        return new Who(
                PersonElements.number(doctor, Systems.NHSA_DOCTOR_CODE, now)
                        .orElse(config.operator()),
                name.isEmpty() ? given : name,
                bounded(department.path("code").asText("0001")),
                department.path("display").asText("互联网诊疗"),
                "A99",
                bounded(diagnosis.path("code").asText(COUNSELLING)),
                diagnosis.path("display").asText("健康咨询"));
    }

    private static String bounded(String code) {
        return code.length() <= CODE_CHARACTERS_MAX ? code : code.substring(0, CODE_CHARACTERS_MAX);
    }
}
