-- What is scarce about appointments: the numbers of a slot, one active appointment per patient,
-- department and day, places on a waiting list. The documents tell what happened; these rows decide.

-- One row per published slot: what a booking needs to know of it without reading its document.
CREATE TABLE appointment_slot (
    tenant        text NOT NULL,
    slot          text NOT NULL,
    schedule      text NOT NULL,
    department    text NOT NULL,
    -- whose slot it is; null when the department shares it
    practitioner  text,
    visit_kind    text NOT NULL,
    -- business day, Asia/Shanghai
    day           date NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    fee_fen       bigint NOT NULL CHECK (fee_fen >= 0),
    price_item    text,
    capacity      integer NOT NULL CHECK (capacity > 0),
    -- numbers that are free, kept with the tickets in one transaction
    free          integer NOT NULL,
    -- stopped: nothing is booked any more
    stopped_by    text,
    PRIMARY KEY (tenant, slot),
    UNIQUE (tenant, schedule, starts_at),
    CHECK (starts_at < ends_at),
    CHECK (free BETWEEN 0 AND capacity)
);
CREATE INDEX appointment_slot_practitioner ON appointment_slot (tenant, practitioner, starts_at)
    WHERE practitioner IS NOT NULL;
CREATE INDEX appointment_slot_stopped ON appointment_slot (tenant, stopped_by)
    WHERE stopped_by IS NOT NULL;

-- One row per number of a slot. free -> held (to be paid) -> taken -> arrived -> done; back to free
-- while the slot lasts.
CREATE TABLE slot_ticket (
    tenant        text NOT NULL,
    slot          text NOT NULL,
    number        integer NOT NULL CHECK (number > 0),
    channel       text NOT NULL,
    state         text NOT NULL DEFAULT 'free' 
                  CHECK (state IN ('free', 'held', 'taken', 'arrived', 'done')),
    appointment   text,
    hold_expires  timestamptz,
    PRIMARY KEY (tenant, slot, number),
    FOREIGN KEY (tenant, slot) REFERENCES appointment_slot,
    CHECK ((state = 'free') = (appointment IS NULL)),
    CHECK ((state = 'held') = (hold_expires IS NOT NULL))
);
CREATE UNIQUE INDEX slot_ticket_appointment ON slot_ticket (tenant, appointment)
    WHERE state IN ('held', 'taken', 'arrived');
CREATE INDEX slot_ticket_expiring ON slot_ticket (hold_expires) WHERE state = 'held';

-- At most one active appointment, waiting ones included, per patient, department and day.
CREATE TABLE patient_day (
    tenant       text NOT NULL,
    patient      text NOT NULL,
    department   text NOT NULL,
    day          date NOT NULL,
    appointment  text NOT NULL,
    PRIMARY KEY (tenant, patient, department, day),
    UNIQUE (tenant, appointment)
);

-- Who waits for a number of a slot, in their order.
CREATE TABLE slot_waiting (
    tenant       text NOT NULL,
    slot         text NOT NULL,
    place        bigint GENERATED ALWAYS AS IDENTITY,
    channel      text NOT NULL,
    appointment  text NOT NULL,
    PRIMARY KEY (tenant, slot, place),
    UNIQUE (tenant, appointment),
    FOREIGN KEY (tenant, slot) REFERENCES appointment_slot
);

-- A stop of service that goes on until nobody is left over; the Task of that id tells of it.
CREATE TABLE service_stop (
    tenant     text NOT NULL,
    task       text NOT NULL,
    reason     text NOT NULL,
    slots      integer NOT NULL,
    cancelled  integer NOT NULL DEFAULT 0,
    done       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, task)
);
CREATE INDEX service_stop_open ON service_stop (tenant, task) WHERE NOT done;
