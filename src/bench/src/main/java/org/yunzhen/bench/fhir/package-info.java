/** What is asked of a FHIR service: its seed, its tokens and the six kinds of request. */
package org.yunzhen.bench.fhir;
