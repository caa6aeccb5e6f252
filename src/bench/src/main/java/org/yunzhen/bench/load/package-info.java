/**
 * The load generator: one thread, plain NIO, keep-alive HTTP/1.1, requests encoded beforehand.
 * Knows nothing of FHIR.
 */
package org.yunzhen.bench.load;
