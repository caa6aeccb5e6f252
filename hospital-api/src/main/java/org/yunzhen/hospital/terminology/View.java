package org.yunzhen.hospital.terminology;

import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.code.Language;

/**
 * Through whose eyes terminology is seen: what HL7 publishes is everybody's, what a tenant wrote or
 * keeps in its catalogue is for callers with a token of that tenant.
 *
 * @param ofTenant whether the tenant's own is seen
 */
record View(Tx tx, boolean ofTenant, Language language) {
    static View of(Call call, Tx tx) {
        return new View(tx, call.caller().role() != Role.ANONYMOUS, call.language());
    }
}
