package org.yunzhen.hospital.proof;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import org.yunzhen.hospital.settlement.SandboxResource;

/** The service beside a sandbox, with the hospital's own catalogue. */
public class OutsideProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SandboxResource.class));
    }
}
