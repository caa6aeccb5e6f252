package org.yunzhen.hospital.prescription;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key, unsealed for the moment of signing, and the certificate that names its owner. */
record SigningKey(PrivateKey privateKey, X509Certificate certificate) {}
