-- A reference by this server's own address is one to a resource here, and puts a document into that patient's
-- compartment. Rows of before are indexed anew, since until now they were found by nobody who asked for the patient.
DROP INDEX resource_indexed_before;
CREATE INDEX resource_indexed_before ON resource (index_version, tenant, type, id)
    WHERE index_version < 5 AND NOT deleted;
