/**
 * As much of FHIRPath as the rules of R4's own definitions are written in: compiled once, evaluated
 * on a document's tree within a bound of steps.
 */
package org.yunzhen.mappings.path;
