-- Visits as rows: what moves, who took it, and what a timed job must find. The document tells what
-- happened; these rows hold what only one may have.
CREATE TABLE visit (
    tenant       text NOT NULL,
    encounter    text NOT NULL,
    appointment  text NOT NULL,
    patient      text NOT NULL,
    -- id of the HealthcareService, where the appointment names one
    department   text,
    -- open to any doctor on duty in the department until one accepts it
    shared       boolean NOT NULL,
    -- id of the Practitioner: named by the slot, or who accepted
    doctor       text,
    status       text NOT NULL
                 CHECK (status IN ('planned', 'arrived', 'in-progress', 'onleave', 'finished',
                                   'cancelled')),
    opened_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant, encounter),
    UNIQUE (tenant, appointment),
    CHECK (status NOT IN ('in-progress', 'onleave', 'finished') OR doctor IS NOT NULL),
    CHECK (NOT shared OR department IS NOT NULL)
);
CREATE INDEX visit_of_doctor ON visit (tenant, doctor)
    WHERE status IN ('in-progress', 'onleave');
CREATE INDEX visit_waiting ON visit (opened_at) WHERE status = 'arrived';
