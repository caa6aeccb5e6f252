package org.yunzhen.hospital.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.yunzhen.hospital.store.Stored;

/**
 * Something that happened in a workflow, told in the transaction in which it happened.
 *
 * @param kind what happened, one of {@link Kinds}
 * @param subject the document it happened to, in its new version
 * @param recipients who is to be told on {@code /live} besides the patients of the subject and
 *     their guardians: {@code Practitioner/x}, {@code Organization/y}
 * @param detail what else there is to know; no personal data
 */
public record Event(String kind, Stored subject, List<String> recipients, ObjectNode detail) {}
