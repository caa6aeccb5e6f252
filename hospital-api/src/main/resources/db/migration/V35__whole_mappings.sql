-- What a mapping depends on, what it makes too and what a group says of the unmapped, so that $translate is answered
-- from rows alone. Rows of before are not whole: their map is read anew with the next question about it.

-- url: the map's canonical address. whole: which number's rows have all columns; a node of the release before takes
-- another number and does not know of this one.
ALTER TABLE concept_map ADD COLUMN url text, ADD COLUMN whole bigint;

-- Without a source code: what a group says of all codes that it does not map. Such rows stand after the others, whose
-- places a node of the release before looks up in the document. JSON as it stands in ConceptMap.group.
ALTER TABLE concept_mapping ALTER COLUMN source_code DROP NOT NULL;
ALTER TABLE concept_mapping
    ADD COLUMN source_version text,
    ADD COLUMN target_version text,
    ADD COLUMN depends_on jsonb,
    ADD COLUMN product jsonb,
    ADD COLUMN unmapped jsonb;
