/** The rules an internet hospital lives under, each with the document it comes from. */
package org.yunzhen.mappings.rule;
