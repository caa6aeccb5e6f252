package org.yunzhen.hospital.store;

import java.util.List;

/**
 * Where a document stands.
 *
 * @param patients in whose compartments
 * @param parties who besides the patients works on it
 */
public record Standing(List<String> patients, List<String> parties) {}
