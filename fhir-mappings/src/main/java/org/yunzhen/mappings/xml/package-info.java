/** FHIR's XML as another spelling of its JSON: read into the same tree, written from it. */
package org.yunzhen.mappings.xml;
