package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.index.IndexEntries;

/**
 * A plain record to be stored.
 *
 * @param document valid R4 with its id
 * @param entries what was read from it
 */
public record NewDocument(ObjectNode document, IndexEntries entries) {}
