-- Which index serves token, reference and date searches of one patient best: measured at 10^4, 10^5
-- and 10^6 observations. Run with psql on an empty database: psql -v rows=1000000 -f measure.sql
-- a: one array of 64-bit hashes with GIN; b: typed rows with a B-tree.
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE OR REPLACE FUNCTION h(t text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT hashtextextended('home' || t, 42) $$;

DROP TABLE IF EXISTS a, b, b_term CASCADE;
CREATE TABLE a (tenant text, type text, id text, last_updated timestamptz, deleted boolean DEFAULT false,
                patients text[], terms bigint[], date_low timestamptz, body bytea,
                PRIMARY KEY (tenant, type, id));
ALTER TABLE a ALTER COLUMN terms SET STATISTICS 1000;
CREATE TABLE b (LIKE a INCLUDING ALL);
ALTER TABLE b DROP COLUMN terms;
CREATE TABLE b_term (tenant text, type text, term bigint, id text);

CREATE OR REPLACE FUNCTION fill(n int) RETURNS void LANGUAGE sql AS $$
INSERT INTO a SELECT 'home', 'Observation', gen_random_uuid()::text, now(), false, ARRAY[p], ARRAY[
    h('k' || p), h('subject' || p), h('patient' || p), h('code' || c), h('code|loinc|' || c),
    h('code|loinc'), h('status' || s), h('category' || i % 3), h('category|x|' || i % 3), h('combo' || c),
    h('combo|loinc|' || c), h('performer' || i % 300)], d, decode(repeat('7b', 1400), 'hex')
  FROM (SELECT i, CASE WHEN i % 200 = 0 AND i <= n THEN 'big' ELSE 'p' || i % (n / 20 + 1) END AS p,
               i / 7 % 100 AS c, CASE WHEN i % 50 = 0 THEN 'preliminary' ELSE 'final' END AS s,
               timestamptz '2026-01-01' + (i * interval '1 second') AS d
          FROM generate_series(1, n) i) x $$;
\timing on
\echo == fill :rows
SELECT fill(:rows);
INSERT INTO b SELECT tenant, type, id, last_updated, deleted, patients, date_low, body FROM a;
INSERT INTO b_term SELECT tenant, type, unnest(terms), id FROM a;
\echo == build GIN, B-tree
CREATE INDEX a_terms ON a USING gin (terms) WITH (fastupdate = off);
CREATE INDEX b_term_idx ON b_term (tenant, type, term, id);
VACUUM ANALYZE a; VACUUM ANALYZE b; VACUUM ANALYZE b_term;
\timing off
\echo == sizes in MB: a GIN, b table, b index
SELECT pg_relation_size('a_terms') / 1048576, pg_relation_size('b_term') / 1048576,
       pg_relation_size('b_term_idx') / 1048576;

PREPARE a_two AS SELECT id, body FROM a WHERE tenant='home' AND type='Observation' AND NOT deleted
   AND terms @> ARRAY[h('patient' || $1::text), h('code|loinc|' || $2::int)] ORDER BY id LIMIT 21;
PREPARE a_one AS SELECT id, body FROM a WHERE tenant='home' AND type='Observation' AND NOT deleted
   AND terms @> ARRAY[h('patient' || $1::text)] ORDER BY id LIMIT 21;
PREPARE a_rare AS SELECT id, body FROM a WHERE tenant='home' AND type='Observation' AND NOT deleted
   AND terms @> ARRAY[h('patient' || $1::text), h('statusfinal')] ORDER BY id LIMIT 21;
PREPARE a_big AS SELECT id, body FROM a WHERE tenant='home' AND type='Observation' AND NOT deleted
   AND terms @> ARRAY[h('patientbig')] ORDER BY date_low DESC, id DESC LIMIT 21;
PREPARE b_two AS SELECT b.id, body FROM b_term x JOIN b_term y USING (tenant, type, id) JOIN b USING (tenant, type, id)
  WHERE tenant='home' AND type='Observation' AND x.term = h('patient' || $1::text) AND y.term = h('code|loinc|' || $2::int)
  ORDER BY id LIMIT 21;
PREPARE b_one AS SELECT b.id, body FROM b_term x JOIN b USING (tenant, type, id)
  WHERE tenant='home' AND type='Observation' AND x.term = h('patient' || $1::text) ORDER BY id LIMIT 21;
PREPARE b_rare AS SELECT b.id, body FROM b_term x JOIN b_term y USING (tenant, type, id) JOIN b USING (tenant, type, id)
  WHERE tenant='home' AND type='Observation' AND x.term = h('patient' || $1::text) AND y.term = h('statusfinal')
  ORDER BY id LIMIT 21;
PREPARE b_big AS SELECT b.id, body FROM b_term x JOIN b USING (tenant, type, id)
  WHERE tenant='home' AND type='Observation' AND x.term = h('patientbig') ORDER BY date_low DESC, id DESC LIMIT 21;

CREATE OR REPLACE FUNCTION timed(q text, n int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE t timestamptz; best numeric := 1e9; i int; j int;
BEGIN
  FOR j IN 1..7 LOOP
    t := clock_timestamp();
    FOR i IN 1..n LOOP EXECUTE format(q, (i * 37 + j) % 400 + 1, i % 100); END LOOP;
    best := least(best, extract(epoch from clock_timestamp() - t) * 1000 / n);
  END LOOP;
  RETURN round(best, 3)::text || ' ms';
END $$;
SELECT 'two terms, patient and code', 'a', timed('EXECUTE a_two(''p%1$s'', %2$s)', 300), 'b', timed('EXECUTE b_two(''p%1$s'', %2$s)', 300);
SELECT 'one term, patient (20 hits)', 'a', timed('EXECUTE a_one(''p%1$s'')', 300), 'b', timed('EXECUTE b_one(''p%1$s'')', 300);
SELECT 'rare AND frequent', 'a', timed('EXECUTE a_rare(''p%1$s'')', 300), 'b', timed('EXECUTE b_rare(''p%1$s'')', 300);
SELECT 'one patient of many, newest 20', 'a', timed('EXECUTE a_big', 10), 'b', timed('EXECUTE b_big', 10);
SELECT 'hits', count(*) FILTER (WHERE patients = ARRAY['p7']), count(*) FILTER (WHERE patients = ARRAY['big']) FROM a;

\echo == 2000 single inserts, microseconds each: a (GIN, direct), a (GIN, pending list), b (12 rows)
CREATE OR REPLACE FUNCTION ins_a(n int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE t timestamptz := clock_timestamp(); i int; BEGIN
  FOR i IN 1..n LOOP
    INSERT INTO a SELECT 'home','Observation',gen_random_uuid()::text,now(),false,ARRAY['p1'],
      (SELECT array_agg(h('n' || (i * 31 + k) % 5000)) FROM generate_series(1,12) k), now(), decode(repeat('7b', 1400), 'hex');
  END LOOP; RETURN round(extract(epoch from clock_timestamp() - t) * 1e6 / n)::text; END $$;
CREATE OR REPLACE FUNCTION ins_b(n int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE t timestamptz := clock_timestamp(); i int; x text; BEGIN
  FOR i IN 1..n LOOP x := gen_random_uuid()::text;
    INSERT INTO b SELECT 'home','Observation',x,now(),false,ARRAY['p1'], now(), decode(repeat('7b', 1400), 'hex');
    INSERT INTO b_term SELECT 'home','Observation',h('n' || (i * 31 + k) % 5000), x FROM generate_series(1,12) k;
  END LOOP; RETURN round(extract(epoch from clock_timestamp() - t) * 1e6 / n)::text; END $$;
SELECT ins_a(2000);
ALTER INDEX a_terms SET (fastupdate = on);
SELECT ins_a(2000);
SELECT 'two terms with a pending list', timed('EXECUTE a_two(''p%1$s'', %2$s)', 50);
SELECT ins_b(2000);
