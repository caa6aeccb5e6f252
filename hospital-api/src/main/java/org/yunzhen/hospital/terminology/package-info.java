/**
 * Terminology: code systems, value sets and concept maps, asked by {@code $lookup}, {@code
 * $validate-code}, {@code $subsumes}, {@code $expand} and {@code $translate}. Codes are rows with
 * indexes, taken from their source when they are first asked for; no answer walks a document.
 */
package org.yunzhen.hospital.terminology;
