/** Names and numbers of persons in FHIR documents. */
package org.yunzhen.mappings.person;
