/**
 * Profiles: resources are judged by HAPI's validator, which runs in a process of its own. It is
 * started by the first question and ended when nobody asks; what it may use of memory and time is
 * bounded, and no connection to the database is held while it judges.
 */
package org.yunzhen.hospital.profile;
