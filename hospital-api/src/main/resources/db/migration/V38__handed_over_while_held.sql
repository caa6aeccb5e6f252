-- What is ended may be paid back by itself: nothing of it is handed over any more, whoever writes. Who reports a
-- handover holds the prescription's row, and so does who ends it; of the two the later sees what the earlier did.
CREATE FUNCTION only_what_is_held_is_handed_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM prescription
      WHERE tenant = NEW.tenant AND id = NEW.prescription AND status = 'in-progress' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'prescription % is not held by a pharmacy', NEW.prescription
              USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER line_handed_over BEFORE UPDATE OF dispensed ON prescription_line
    FOR EACH ROW WHEN (NEW.dispensed > OLD.dispensed)
    EXECUTE FUNCTION only_what_is_held_is_handed_over();
