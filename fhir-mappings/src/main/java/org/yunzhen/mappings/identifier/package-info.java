/** Chinese identifiers that check themselves, and the one table of URIs we write into resources. */
package org.yunzhen.mappings.identifier;
