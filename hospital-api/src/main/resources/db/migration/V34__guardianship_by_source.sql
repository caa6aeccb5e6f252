-- a RelatedPerson that says that it has ended ends the guardianships that rest on it
CREATE INDEX care_relation_source ON care_relation (tenant, source);
