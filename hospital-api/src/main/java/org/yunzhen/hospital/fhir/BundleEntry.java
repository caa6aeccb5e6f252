package org.yunzhen.hospital.fhir;

import org.yunzhen.mappings.refusal.RefusedException;

/**
 * One entry of a posted Bundle.
 *
 * @param position where it stands, from 0
 * @param call what it asks, or null when it could not be read
 * @param refused why it could not be read, or null
 */
record BundleEntry(int position, Call call, RefusedException refused) {}
