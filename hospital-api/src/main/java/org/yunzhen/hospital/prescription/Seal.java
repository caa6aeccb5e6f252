package org.yunzhen.hospital.prescription;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/**
 * Keeps what must not lie open in the database: AES-256-GCM under a key derived from {@code
 * yunzhen.seal.secret}. What is sealed for one purpose cannot be opened as another.
 */
@ApplicationScoped
class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ITERATIONS = 60_000;
    private static final int KEY_BYTES = 32;

    /** Not a secret: keeps these keys apart from others derived from the same secret. */
    private static final byte[] SALT = "yunzhen prescription seal 1".getBytes(UTF_8);

    private static final Logger LOG = Logger.getLogger(Seal.class);

    /** Whether the log has it: who is refused is told each time, the operator once. */
    private final AtomicBoolean told = new AtomicBoolean();

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;

    Seal(YunzhenConfig config) {
        byte[] derived = derive(config.seal().secret());
        this.sealing = new SecretKeySpec(derived, 0, KEY_BYTES, "AES");
        this.hashing = new SecretKeySpec(derived, KEY_BYTES, KEY_BYTES, "HmacSHA256");
    }

    /**
     * Seals a secret.
     *
     * @param purpose what it is and whose, needed again to open it
     */
    Buffer seal(String purpose, byte[] secret) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            return Buffer.buffer(nonce)
                    .appendBytes(
                            run(Cipher.ENCRYPT_MODE, purpose, nonce, secret, 0, secret.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /**
     * Opens what was sealed for that purpose; empty when that was under another secret, as a node
     * does that was given the wrong one.
     */
    Optional<byte[]> open(String purpose, Buffer sealed) {
        byte[] bytes = sealed.getBytes();
        byte[] nonce = sealed.getBytes(0, NONCE_BYTES);
        try {
            return Optional.of(
                    run(
                            Cipher.DECRYPT_MODE,
                            purpose,
                            nonce,
                            bytes,
                            NONCE_BYTES,
                            bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            if (!told.getAndSet(true)) {
                LOG.error("yunzhen.seal.secret is not that under which the database was sealed", e);
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** A keyed hash by which a secret is found again, of no use without the key. */
    Buffer hash(String purpose, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hashing);
            mac.update(purpose.getBytes(UTF_8));
            mac.update((byte) 0);
            return Buffer.buffer(mac.doFinal(secret.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }

    /** Unpredictable bytes. */
    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] run(int mode, String purpose, byte[] nonce, byte[] input, int offset, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(UTF_8));
        return cipher.doFinal(input, offset, length);
    }

    private static byte[] derive(String secret) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(secret.toCharArray(), SALT, ITERATIONS, 2 * KEY_BYTES * 8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        }
    }
}
