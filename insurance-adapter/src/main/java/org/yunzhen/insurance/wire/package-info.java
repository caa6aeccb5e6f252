/**
 * The form of a message: which component of a record is which field on the wire, how long, how
 * exact and how necessary it is, and the two strict walks from record to JSON and back.
 *
 * <p>The walks are written here rather than left to data binding because a field's rule (length,
 * decimals, mandatory) and its path have to be known at the moment it is written or read: a faulty
 * request is refused by name before anything is sent, and an amount is never rounded in passing.
 */
package org.yunzhen.insurance.wire;
