package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Keyed 64-bit hashes (SipHash-2-4) of what is searched by equality. The key is the installation's:
 * nobody outside can make two values meet.
 */
@ApplicationScoped
public class SearchTerms {
    private static final char PART = '\u001f';

    private volatile KeyParameter key;

    /** The installation's key, 16 bytes; set once at start-up, before the first request. */
    void useKey(byte[] indexKey) {
        key = new KeyParameter(indexKey);
    }

    /** A code of any system, or of none. */
    public long code(String tenant, String type, String param, String code) {
        return hash(tenant, type, param, "c", code);
    }

    /** A code of one system; an empty system means: of none. */
    public long systemAndCode(
            String tenant, String type, String param, String system, String code) {
        return hash(tenant, type, param, "s", system + PART + code);
    }

    /** Any code of one system. */
    public long system(String tenant, String type, String param, String system) {
        return hash(tenant, type, param, "y", system);
    }

    /** A reference to a resource of this server, or by its absolute address. */
    public long reference(String tenant, String type, String param, String target) {
        return hash(tenant, type, param, "r", target);
    }

    /** A uri as it was written. */
    public long uri(String tenant, String type, String param, String uri) {
        return hash(tenant, type, param, "u", uri);
    }

    /** That a parameter has a value at all. */
    public long present(String tenant, String type, String param) {
        return hash(tenant, type, param, "p", "");
    }

    /** Standing in a patient's compartment, whatever the type. */
    public long compartment(String tenant, String patient) {
        return hash(tenant, "", "", "k", patient);
    }

    /** Naming somebody among those who work on it, whatever the type. */
    public long party(String tenant, String actor) {
        return hash(tenant, "", "", "w", actor);
    }

    private long hash(String tenant, String type, String param, String kind, String value) {
        String text = tenant + PART + type + PART + param + PART + kind + PART + value;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SipHash hash = new SipHash();
        hash.init(key);
        hash.update(bytes, 0, bytes.length);
        return hash.doFinal();
    }
}
