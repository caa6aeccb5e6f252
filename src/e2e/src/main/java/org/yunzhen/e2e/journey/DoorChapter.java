package org.yunzhen.e2e.journey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Hospital;

/** What is open to all, and who gets in. */
final class DoorChapter implements Chapter {
    private final Hospital hospital;

    DoorChapter(Story story) {
        this.hospital = story.hospital();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("the CapabilityStatement is read without a token", this::metadata),
                new Step("people and systems get tokens", this::tokens),
                new Step("without a token nobody reads a patient", this::noToken),
                new Step("a garbled token is refused", this::garbled),
                new Step("a token whose end was moved is refused", this::moved));
    }

    private void metadata() {
        CapabilityStatement statement =
                hospital.anonymous()
                        .fhir()
                        .capabilities()
                        .ofType(CapabilityStatement.class)
                        .execute();
        if (!"4.0.1".equals(statement.getFhirVersion().toCode())
                || statement.getRestFirstRep().getResource().isEmpty()) {
            throw new BrokenPromiseException("no R4 server with resources");
        }
    }

    private void tokens() {
        List.of(
                        "patient001",
                        "doctor01",
                        "pharmacist01",
                        "operator01",
                        "pharmacy01",
                        "integration01")
                .forEach(hospital::as);
    }

    private void noToken() {
        hospital.anonymous().get("/fhir/Patient/patient001").expect(401);
    }

    private void garbled() {
        hospital.withToken("not.a.token").get("/fhir/Patient/patient001").expect(401);
    }

    private void moved() {
        String[] parts = hospital.as("patient001").token().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String later = claims.replaceFirst("\"exp\":\\d+", "\"exp\":4102444800");
        parts[1] =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(later.getBytes(StandardCharsets.UTF_8));
        if (later.equals(claims)) {
            throw new BrokenPromiseException("the token has no end");
        }
        hospital.withToken(String.join(".", parts))
                .get("/fhir/Patient/patient001")
                .refused(401, "token-invalid");
    }
}
