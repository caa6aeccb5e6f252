package org.yunzhen.validator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Judges by R4 and one set of definitions beside it. */
final class Judge {
    private final GivenDefinitions given;
    private final FhirValidator validator;

    /**
     * @param messages all that was found, hints included
     * @param missing addresses that were asked for and are known neither to R4 nor to the question
     */
    record Verdict(List<SingleValidationMessage> messages, Set<String> missing) {}

    Judge(
            FhirContext r4,
            DefaultProfileValidationSupport published,
            Map<String, String> definitions) {
        given = new GivenDefinitions(r4, published, definitions);
        UnknownCodeSystemWarningValidationSupport unknownSystems =
                new UnknownCodeSystemWarningValidationSupport(r4);
        unknownSystems.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        ValidationSupportChain chain =
                new ValidationSupportChain(
                        published,
                        given,
                        new CommonCodeSystemsTerminologyService(r4),
                        new InMemoryTerminologyServerValidationSupport(r4),
                        new SnapshotGeneratingValidationSupport(r4),
                        unknownSystems);
        FhirInstanceValidator module = new FhirInstanceValidator(chain);
        module.setAnyExtensionsAllowed(true);
        module.setErrorForUnknownProfiles(false);
        validator = r4.newValidator().registerValidatorModule(module);
    }

    Verdict verdict(Question question) {
        given.asking(question.absent());
        ValidationOptions options = new ValidationOptions();
        question.profiles().forEach(options::addProfile);
        List<SingleValidationMessage> messages =
                validator.validateWithResult(question.resource(), options).getMessages();
        return new Verdict(messages, given.missing());
    }
}
