/**
 * Prescriptions: prescribe, check, review, circulate, claim, dispense, revoke, expire.
 *
 * <p>What is signed: the bytes of version 1 of the document Bundle as they lie in the database and
 * as {@code Bundle/{id}} and {@code Task/{id}/$signed} give them; no canonical form, no detour. The
 * signature is SM2 with SM3 (signer id {@code 1234567812345678}) as DER in {@code
 * Provenance.signature.data}; the signer's certificate stands in the Provenance. That Bundle never
 * gets a second version: whoever may read it is kept beside it.
 */
package org.yunzhen.hospital.prescription;
