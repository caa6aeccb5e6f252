package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code Patient/$register}: a person becomes a patient, once; or the guardian of a child. */
@ApplicationScoped
class RegisterOperation implements Operation {
    private final RegistrationService registrations;
    private final Tenants tenants;

    RegisterOperation(RegistrationService registrations, Tenants tenants) {
        this.registrations = registrations;
        this.tenants = tenants;
    }

    @Override
    public String type() {
        return "Patient";
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.of(
                Role.ANONYMOUS, Role.PATIENT, Role.DOCTOR, Role.OPERATOR, Role.INTEGRATION);
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public String description() {
        return "Registers a person by resident identity number and name; needs no token. 201 with"
                + " the new Patient, or 200 with only the masked identity of the one that exists."
                + " As guardian of a registered child whose record names the person with this"
                + " phone as contact: also a RelatedPerson, to which Patient.link refers.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("residentId", "string", "Resident identity number, GB 11643."),
                Parameter.required("name", "string", "Name as on the identity card."),
                Parameter.required("phone", "string", "Contact phone."),
                Parameter.optional("guardianOf", "Element", "Child whose guardian the person is.")
                        .of(
                                Parameter.required("residentId", "string", "The child's number."),
                                Parameter.required("name", "string", "The child's name.")),
                Parameter.result("Patient", "The Patient."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return tenants.name(tx, call.language())
                .invoke(RegisterOperation::mustExist)
                .chain(() -> registrations.register(call, tx));
    }

    /** Without a token nothing else has asked whether there is such a tenant. */
    private static void mustExist(Optional<String> tenant) {
        if (tenant.isEmpty()) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
    }
}
