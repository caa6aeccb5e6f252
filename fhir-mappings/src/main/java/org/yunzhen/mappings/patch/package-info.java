/** Patches: a document and a list of changes make another document (R4 section 3.1.0.6). */
package org.yunzhen.mappings.patch;
