/**
 * The benchmark: what a FHIR service does per second and what it costs, beside a floor that does
 * the same bare of everything but HTTP and PostgreSQL.
 */
package org.yunzhen.bench;
