/** The figures of a medical-insurance settlement: their identities, and their form as FHIR. */
package org.yunzhen.mappings.nhsa;
