-- What was paid back by another way than it came stands in an account of its own.
ALTER TABLE ledger_account
    DROP CONSTRAINT ledger_account_code_check,
    ADD CONSTRAINT ledger_account_code_check
        CHECK (code IN ('fund', 'account', 'cash', 'revenue', 'outside'));
