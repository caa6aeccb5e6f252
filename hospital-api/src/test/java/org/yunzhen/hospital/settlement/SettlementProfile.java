package org.yunzhen.hospital.settlement;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.catalogue.PricedRows;

/** The service beside a sandbox, with a small price list. */
public class SettlementProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(PricedRows.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SandboxResource.class));
    }
}
