package org.yunzhen.hospital.fhir.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.Reader;
import org.yunzhen.hospital.store.Seen;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * {@code Group/{id}/$export}: the records of the patients who are members at the kick-off. Members
 * that are inactive, and groups within the group, are not followed.
 */
@ApplicationScoped
class GroupExportOperation implements ExportOperation {
    private static final String PATIENT = "Patient/";

    private final ExportKickOff kickOff;
    private final Reader reader;
    private final OwnRoots roots;

    GroupExportOperation(ExportKickOff kickOff, Reader reader, OwnRoots roots) {
        this.kickOff = kickOff;
        this.reader = reader;
        this.roots = roots;
    }

    @Override
    public String type() {
        return "Group";
    }

    @Override
    public Level level() {
        return Level.INSTANCE;
    }

    @Override
    public Set<Role> callers() {
        return Set.of(Role.INTEGRATION);
    }

    @Override
    public String description() {
        return "Bulk Data export of the records of a group's active members, as they were at the"
                + " kick-off.";
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        return reader.read(tx, "Group", call.id())
                .map(seen -> members(seen, roots.of(call.tenant())))
                .chain(members -> kickOff.ofPatients(call, tx, members));
    }

    private static List<String> members(Seen seen, OwnAddresses own) {
        if (seen == null) {
            throw new RefusedException(Refusal.NOT_FOUND);
        }
        if (seen.stored().deleted()) {
            throw new RefusedException(Refusal.GONE);
        }
        List<String> members = new ArrayList<>();
        for (JsonNode member : seen.stored().document().path("member")) {
            String reference = own.local(member.path("entity").path("reference").asText(""));
            if (reference.startsWith(PATIENT) && !member.path("inactive").asBoolean()) {
                members.add(reference.substring(PATIENT.length()));
            }
        }
        return members;
    }
}
