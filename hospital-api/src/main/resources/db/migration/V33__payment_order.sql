-- Who set the order of a channel's legs, and when; null for what was set by SQL before there was an operation.
ALTER TABLE payment_channel ADD COLUMN set_by text, ADD COLUMN set_at timestamptz;
