package org.yunzhen.hospital.platform.demo;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords kept as PBKDF2 with SHA-256: {@code iterations$salt$hash}, in hexadecimal. */
final class Secrets {
    private static final int ITERATIONS = 20_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private Secrets() {}

    static String hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        HexFormat hex = HexFormat.of();
        return ITERATIONS
                + "$"
                + hex.formatHex(salt)
                + "$"
                + hex.formatHex(derive(secret, salt, ITERATIONS));
    }

    static boolean matches(String secret, String kept) {
        String[] parts = kept.split("\\$", -1);
        HexFormat hex = HexFormat.of();
        byte[] derived = derive(secret, hex.parseHex(parts[1]), Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(derived, hex.parseHex(parts[2]));
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        }
    }
}
