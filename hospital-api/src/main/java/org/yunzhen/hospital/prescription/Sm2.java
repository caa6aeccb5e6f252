package org.yunzhen.hospital.prescription;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signatures of GB/T 32918 (SM2) with GB/T 32905 (SM3), the signer's id being the standard's
 * default {@code 1234567812345678}; and the certificates that say whose they are. Slow: for workers
 * only.
 */
final class Sm2 {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final String ALGORITHM = "SM3withSM2";
    private static final int SERIAL_BITS = 120;

    private Sm2() {}

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("sm2p256v1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC", PROVIDER)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", PROVIDER)
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /** The signature of the bytes as DER, as openssl writes it too. */
    static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /** Whether the signature is that of the certificate's owner over exactly these bytes. */
    static boolean verifies(PublicKey key, byte[] bytes, byte[] der) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(der);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A certificate of a CA for itself. */
    static byte[] selfSigned(KeyPair keys, String name, Instant from, Instant until) {
        X500Name subject = named(name);
        return certificate(
                keys.getPrivate(), subject, subject, keys.getPublic(), from, until, true);
    }

    /** A certificate of a CA for a person. */
    static byte[] issued(
            PrivateKey caKey,
            X509Certificate ca,
            PublicKey key,
            String name,
            Instant from,
            Instant until) {
        X500Name issuer = X500Name.getInstance(ca.getSubjectX500Principal().getEncoded());
        return certificate(caKey, issuer, named(name), key, from, until, false);
    }

    /** Whatever stands in the name: a comma parts nothing. */
    private static X500Name named(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static byte[] certificate(
            PrivateKey signer,
            X500Name issuer,
            X500Name subject,
            PublicKey key,
            Instant from,
            Instant until,
            boolean authority) {
        int usage =
                authority
                        ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                        : KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        try {
            return new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(SERIAL_BITS, new SecureRandom()),
                            Date.from(from),
                            Date.from(until),
                            subject,
                            key)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                    .build(
                            new JcaContentSignerBuilder(ALGORITHM)
                                    .setProvider(PROVIDER)
                                    .build(signer))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw broken(e);
        }
    }

    private static IllegalStateException broken(Exception cause) {
        return new IllegalStateException("SM2 does not work here", cause);
    }
}
