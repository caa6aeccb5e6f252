-- Of a guardianship that the child's age may end: the end that was said of it, so that a birth date which is
-- corrected back gives no more than that. Null where nothing but the act that made it has spoken: valid_until is it.
ALTER TABLE care_relation ADD COLUMN stated_until timestamptz;
