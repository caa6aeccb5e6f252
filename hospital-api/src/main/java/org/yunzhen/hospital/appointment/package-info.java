/**
 * Schedules, numbered tickets, holds, booking, waiting list, queue, triage. Its door: {@link
 * org.yunzhen.hospital.appointment.ShiftPublisher} with {@link
 * org.yunzhen.hospital.appointment.Shift}; everything else is reached through the FHIR door, events
 * and documents.
 */
package org.yunzhen.hospital.appointment;
