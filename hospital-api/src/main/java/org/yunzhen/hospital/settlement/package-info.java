/**
 * Settlement: quotes, bills on two legs (insurer, cash), refunds and the ledger. The room's state
 * is in rows; its documents (Claim, ClaimResponse, Invoice) are owned by the workflow {@code bill}.
 */
package org.yunzhen.hospital.settlement;
