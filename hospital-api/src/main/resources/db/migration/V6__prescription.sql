-- Prescriptions: what is scarce about them (who holds one, how much of each line is left) and the
-- sealed keys people sign with. The documents themselves are in resource.

CREATE SEQUENCE prescription_number;

CREATE TABLE prescription (
    tenant         text NOT NULL,
    -- id of the Task
    id             text NOT NULL,
    status         text NOT NULL CHECK (status IN ('requested', 'received', 'ready', 'in-progress',
                                                   'completed', 'rejected', 'cancelled', 'failed')),
    patient        text NOT NULL,
    encounter      text NOT NULL,
    -- 'Practitioner/x'
    prescriber     text NOT NULL,
    -- id of the signed document, always its version 1
    bundle         text NOT NULL,
    valid_until    timestamptz NOT NULL,
    -- the pharmacist who took or decided the review
    reviewer       text,
    -- the one-time pick-up code: found by its keyed hash, shown to the patient from its sealed form
    code_hash      bytea,
    code_sealed    bytea,
    -- the pharmacy that holds it, 'Organization/x', and the sealed secret of its lock
    holder         text,
    secret_sealed  bytea,
    -- why the prescriber wants it back while a pharmacy holds it
    revocation     text,
    PRIMARY KEY (tenant, id),
    CHECK (reviewer IS DISTINCT FROM prescriber),
    CHECK (status NOT IN ('ready', 'in-progress', 'completed')
           OR (reviewer IS NOT NULL AND code_hash IS NOT NULL)),
    CHECK ((holder IS NULL) = (secret_sealed IS NULL)),
    CHECK (status <> 'in-progress' OR holder IS NOT NULL),
    CHECK (status NOT IN ('requested', 'received', 'ready') OR holder IS NULL),
    CHECK (revocation IS NULL OR status = 'in-progress')
);
CREATE UNIQUE INDEX prescription_code ON prescription (tenant, code_hash);
CREATE INDEX prescription_due ON prescription (valid_until)
    WHERE status IN ('requested', 'received', 'ready', 'in-progress');

CREATE TABLE prescription_line (
    tenant        text NOT NULL,
    prescription  text NOT NULL,
    number        integer NOT NULL CHECK (number > 0),
    -- id of the MedicationRequest
    request       text NOT NULL,
    medicine      text NOT NULL,
    -- in packages
    prescribed    numeric NOT NULL CHECK (prescribed > 0),
    dispensed     numeric NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, prescription, number),
    UNIQUE (tenant, request),
    FOREIGN KEY (tenant, prescription) REFERENCES prescription (tenant, id),
    CHECK (dispensed BETWEEN 0 AND prescribed)
);

-- Wrong pick-up codes of a pharmacy within a window of time.
CREATE TABLE pickup_attempt (
    tenant        text NOT NULL,
    pharmacy      text NOT NULL,
    window_start  timestamptz NOT NULL,
    wrong         integer NOT NULL CHECK (wrong > 0),
    PRIMARY KEY (tenant, pharmacy)
);

-- One key pair per person, made once, the private half sealed; the tenant's CA under the name 'CA'.
CREATE TABLE signing_key (
    tenant       text NOT NULL,
    actor        text NOT NULL,
    private_key  bytea NOT NULL,
    certificate  bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, actor)
);
