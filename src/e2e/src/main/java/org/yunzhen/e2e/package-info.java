/**
 * The hospital as a stranger meets it: over HTTP and WebSocket only, with a foreign FHIR client.
 * Nothing here shares a class with the service.
 */
package org.yunzhen.e2e;
