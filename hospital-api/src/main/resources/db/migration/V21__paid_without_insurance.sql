-- A bill that was paid without insurance in the end needs nothing of what an earlier, insured quote registered.
UPDATE bill_registration r SET status = 'leaving', attempts = 0, next_try = '-infinity'
  FROM bill b
 WHERE b.tenant = r.tenant AND b.id = r.bill AND r.status IN ('settled', 'tidying')
   AND EXISTS (SELECT 1 FROM bill_quote q
                WHERE q.tenant = b.tenant AND q.bill = b.id AND q.version = b.quote AND q.coverage IS NULL);
