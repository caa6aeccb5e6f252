/** Units of UCUM, and what an amount is in base units. */
package org.yunzhen.mappings.unit;
