-- Bills: who pays what for an appointment, a visit or a prescription; the two legs (insurer, cash)
-- on which the money moves; what was sent outside; and the ledger, which balances by constraint.

CREATE TABLE bill (
    tenant          text NOT NULL,
    id              text NOT NULL,
    subject_type    text NOT NULL CHECK (subject_type IN ('Appointment', 'Encounter', 'Task')),
    subject_id      text NOT NULL,
    patient         text NOT NULL,
    status          text NOT NULL CHECK (status IN ('quoted', 'submitted', 'settled', 'reverting',
                                                    'refunding', 'refunded', 'failed', 'held')),
    -- how many quotes were begun; and the last one that came about, 0 for none
    attempt         integer NOT NULL DEFAULT 0,
    quote           integer NOT NULL DEFAULT 0 CHECK (quote <= attempt),
    total_fen       bigint NOT NULL DEFAULT 0 CHECK (total_fen >= 0),
    fund_fen        bigint NOT NULL DEFAULT 0 CHECK (fund_fen >= 0),
    account_fen     bigint NOT NULL DEFAULT 0 CHECK (account_fen >= 0),
    cash_fen        bigint NOT NULL DEFAULT 0 CHECK (cash_fen >= 0),
    hospital_fen    bigint NOT NULL DEFAULT 0 CHECK (hospital_fen >= 0),
    -- the platform's numbers of person and visit
    psn_no          text,
    insutype        text,
    insuplc_admdvs  text,
    mdtrt_id        text,
    payer           text,
    claim_id        text,
    response_id     text,
    invoice_id      text,
    refund_id       text,
    failure         text,
    failure_detail  text,
    -- what was billed is cancelled: the money goes back as soon as it has arrived
    refund_wanted   boolean NOT NULL DEFAULT false,
    -- whoever moves the bill holds its pen; after a crash it is free again at this time
    pen             text NOT NULL DEFAULT '',
    pen_until       timestamptz NOT NULL DEFAULT '-infinity',
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant, id),
    CHECK (total_fen = fund_fen + account_fen + cash_fen + hospital_fen)
);
CREATE UNIQUE INDEX bill_one_active ON bill (tenant, subject_type, subject_id)
    WHERE status NOT IN ('refunded', 'failed');
CREATE INDEX bill_unfinished ON bill (tenant, pen_until)
    WHERE status IN ('submitted', 'reverting', 'refunding');

CREATE TABLE bill_quote (
    tenant          text NOT NULL,
    bill            text NOT NULL,
    version         integer NOT NULL,
    claim_id        text NOT NULL,
    response_id     text NOT NULL,
    lines_print      text NOT NULL,
    coverage        text,
    use_account     boolean NOT NULL,
    chrg_bchno      text,
    total_fen       bigint NOT NULL CHECK (total_fen > 0),
    fund_fen        bigint NOT NULL,
    account_fen     bigint NOT NULL,
    cash_fen        bigint NOT NULL,
    hospital_fen    bigint NOT NULL,
    -- the four parts of the fee that 2207 must repeat
    ownpay_fen      bigint NOT NULL,
    overlmt_fen     bigint NOT NULL,
    preselfpay_fen  bigint NOT NULL,
    inscp_fen       bigint NOT NULL,
    PRIMARY KEY (tenant, bill, version),
    UNIQUE (tenant, response_id),
    FOREIGN KEY (tenant, bill) REFERENCES bill (tenant, id),
    CHECK (total_fen = fund_fen + account_fen + cash_fen + hospital_fen),
    CHECK (total_fen = ownpay_fen + overlmt_fen + preselfpay_fen + inscp_fen)
);

CREATE TABLE bill_leg (
    tenant      text NOT NULL,
    bill        text NOT NULL,
    leg         text NOT NULL CHECK (leg IN ('insurer', 'cash')),
    status      text NOT NULL CHECK (status IN ('none', 'sent', 'unknown', 'done', 'refused',
                                                'undoing', 'undone')),
    amount_fen  bigint NOT NULL CHECK (amount_fen >= 0),
    -- msgid of the 2207, or out_trade_no; and of what undoes it
    request_no  text,
    undo_no     text,
    -- the other side's number: setl_id, or trade_no
    their_no    text,
    attempts    integer NOT NULL DEFAULT 0,
    next_try    timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant, bill, leg),
    UNIQUE (tenant, request_no),
    FOREIGN KEY (tenant, bill) REFERENCES bill (tenant, id)
);

-- What was sent outside: written before sending, completed with what came back.
CREATE TABLE bill_message (
    tenant       text NOT NULL,
    message_no   text NOT NULL,
    bill         text NOT NULL,
    action       text NOT NULL,
    body_hash    bytea NOT NULL,
    sent_at      timestamptz NOT NULL DEFAULT now(),
    outcome      text,
    detail       text,
    answered_at  timestamptz,
    PRIMARY KEY (tenant, message_no, action, sent_at)
);
CREATE INDEX bill_message_bill ON bill_message (tenant, bill, sent_at);

CREATE TABLE ledger_account (
    tenant   text NOT NULL,
    code     text NOT NULL CHECK (code IN ('fund', 'account', 'cash', 'revenue')),
    PRIMARY KEY (tenant, code)
);

-- Double entry: debits positive, credits negative; the postings of one step make zero.
CREATE TABLE ledger_entry (
    tenant      text NOT NULL,
    bill        text NOT NULL,
    leg         text NOT NULL CHECK (leg IN ('insurer', 'cash')),
    kind        text NOT NULL CHECK (kind IN ('settle', 'undo')),
    account     text NOT NULL,
    amount_fen  bigint NOT NULL CHECK (amount_fen <> 0),
    at          timestamptz NOT NULL,
    PRIMARY KEY (tenant, bill, leg, kind, account),
    FOREIGN KEY (tenant, bill) REFERENCES bill (tenant, id),
    FOREIGN KEY (tenant, account) REFERENCES ledger_account (tenant, code)
);

CREATE FUNCTION ledger_step_makes_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_fen) FROM ledger_entry
         WHERE tenant = NEW.tenant AND bill = NEW.bill AND leg = NEW.leg AND kind = NEW.kind) <> 0
    THEN
        RAISE EXCEPTION 'postings of bill %, %, % do not balance', NEW.bill, NEW.leg, NEW.kind
              USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_step_makes_zero();

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

-- The last message number drawn: seconds since 1970 times 10,000, plus the number in the second.
CREATE TABLE nhsa_message_number (
    tenant          text NOT NULL,
    fixmedins_code  text NOT NULL,
    last            bigint NOT NULL,
    PRIMARY KEY (tenant, fixmedins_code)
);

-- The operator's session of the day (9001).
CREATE TABLE nhsa_session (
    tenant   text NOT NULL,
    opter    text NOT NULL,
    day      date NOT NULL,
    sign_no  text NOT NULL,
    PRIMARY KEY (tenant, opter, day)
);
