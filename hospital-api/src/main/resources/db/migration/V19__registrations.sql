-- What a quote leaves at the insurer until it is settled: a registration (2201) and fee lines
-- (2204). A registration is a row from before it is asked for until it is withdrawn.

CREATE TABLE bill_registration (
    tenant          text NOT NULL,
    bill            text NOT NULL,
    no              integer NOT NULL CHECK (no > 0),
    -- the hospital's number of it, and the platform's once it is known
    ipt_otp_no      text NOT NULL,
    mdtrt_id        text,
    psn_no          text NOT NULL,
    insutype        text NOT NULL,
    insuplc_admdvs  text,
    -- standing: quotes build on it; settled: its bill is; tidying: settled, and the fee lines of
    -- earlier quotes are to be withdrawn; leaving: to be withdrawn with all its lines; gone
    status          text NOT NULL CHECK (status IN ('standing', 'settled', 'tidying', 'leaving',
                                                    'gone')),
    begun_at        timestamptz NOT NULL,
    -- when 2201 was last about to be sent
    asked_at        timestamptz NOT NULL,
    attempts        integer NOT NULL DEFAULT 0,
    next_try        timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant, bill, no),
    UNIQUE (tenant, ipt_otp_no),
    FOREIGN KEY (tenant, bill) REFERENCES bill (tenant, id)
);
CREATE UNIQUE INDEX bill_registration_stands ON bill_registration (tenant, bill)
    WHERE status = 'standing';
CREATE INDEX bill_registration_due ON bill_registration (next_try)
    WHERE status IN ('tidying', 'leaving');

-- When the insured quote of a bill is over; never, where nothing of it is at the insurer.
ALTER TABLE bill ADD COLUMN quote_until timestamptz NOT NULL DEFAULT 'infinity';
CREATE INDEX bill_quote_until ON bill (quote_until)
    WHERE status = 'quoted' AND quote_until < 'infinity';

-- What earlier builds registered. What is over may have been withdrawn: the job asks first.
INSERT INTO bill_registration (tenant, bill, no, ipt_otp_no, mdtrt_id, psn_no, insutype,
                               insuplc_admdvs, status, begun_at, asked_at)
SELECT tenant, id, 1, 'V' || right(replace(id, '-', ''), 29), mdtrt_id, psn_no, insutype,
       insuplc_admdvs,
       CASE WHEN status IN ('failed', 'refunded') THEN 'leaving'
            WHEN status IN ('settled', 'refunding') AND attempt > 1 THEN 'tidying'
            WHEN status IN ('settled', 'refunding') THEN 'settled'
            ELSE 'standing' END,
       created_at, created_at
  FROM bill WHERE mdtrt_id IS NOT NULL;
UPDATE bill SET quote_until = now() + interval '1 day'
 WHERE mdtrt_id IS NOT NULL AND status IN ('quoted', 'submitted', 'reverting', 'held');
