package org.yunzhen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;

/**
 * The International Patient Summary against the profiles that HL7 publishes, by a validator that is
 * not ours: of 60 demo patients, or of all 600 with {@code -Dproof=full}.
 */
class SummaryIT {
    private static final int PATIENTS = "full".equals(System.getProperty("proof")) ? 600 : 60;
    private static final List<String> PACKAGES =
            List.of("hl7.fhir.uv.ips@2.0.0", "hl7.fhir.uv.extensions.r4@5.3.0-ballot-tc1");
    private static final Pattern DEFINITION =
            Pattern.compile("(StructureDefinition|ValueSet|CodeSystem)-.*[.]json");

    @Test
    void every_demo_patient_s_summary_passes_the_profiles_of_the_international_patient_summary()
            throws Exception {
        FhirValidator validator = validator();
        Caller integration = SharedService.get().hospital().as("integration01");
        List<String> errors = new ArrayList<>();
        for (int i = 1; i <= PATIENTS; i++) {
            String patient = "patient%03d".formatted(i);
            for (String language : List.of("zh", "en")) {
                String summary =
                        integration
                                .with("Accept-Language", language)
                                .get("/fhir/Patient/" + patient + "/$summary")
                                .expect(200)
                                .text();
                validator.validateWithResult(summary).getMessages().stream()
                        .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                        .map(m -> patient + " " + m.getLocationString() + ": " + m.getMessage())
                        .forEach(errors::add);
            }
        }
        System.out.printf(
                "summaries judged: %d patients in two languages, %d errors%n",
                PATIENTS, errors.size());
        assertThat(errors).isEmpty();
    }

    /** The published profiles, and the definitions of R4 as HAPI carries them. */
    private static FhirValidator validator() throws IOException, InterruptedException {
        PrePopulatedValidationSupport packages = new PrePopulatedValidationSupport(Hospital.R4);
        for (String name : PACKAGES) {
            load(packages, NpmPackage.unpacked(name));
        }
        DefaultProfileValidationSupport r4 = new DefaultProfileValidationSupport(Hospital.R4);
        ValidationSupportChain chain =
                new ValidationSupportChain(
                        new VersionlessDefinitions(Hospital.R4, List.of(packages, r4)),
                        packages,
                        new CommonCodeSystemsTerminologyService(Hospital.R4),
                        r4,
                        new InMemoryTerminologyServerValidationSupport(Hospital.R4),
                        new SnapshotGeneratingValidationSupport(Hospital.R4));
        FhirInstanceValidator module = new FhirInstanceValidator(chain);
        module.setAnyExtensionsAllowed(true);
        return Hospital.R4.newValidator().registerValidatorModule(module);
    }

    private static void load(PrePopulatedValidationSupport into, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (DEFINITION.matcher(file.getFileName().toString()).matches()) {
                    into.addResource(
                            Hospital.R4.newJsonParser().parseResource(Files.readString(file)));
                }
            }
        }
    }
}
