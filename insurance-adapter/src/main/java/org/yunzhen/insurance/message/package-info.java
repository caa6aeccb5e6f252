/**
 * The messages of the transactions, one record each, with the platform's own field names: {@code
 * psnNo} here is {@code psn_no} on the wire. Codes are left as text, for their dictionaries are
 * versioned data and differ by province.
 */
package org.yunzhen.insurance.message;
