-- A quantity with a comparator is the range that it stands for, no longer a point. Rows of before are indexed anew, so
-- that what nodes of the release before write while an upgrade rolls is found too.
DROP INDEX resource_indexed_before;
CREATE INDEX resource_indexed_before ON resource (index_version, tenant, type, id)
    WHERE index_version < 4 AND NOT deleted;

-- What a date, dateTime, instant or Period of a document covers, from low to before high: for composites, which must
-- know whether the very value that one component has passes. Dates are of the business zone. Says the same as the
-- index (DateRange). A second may have any number of digits behind it, of which six are looked at.
CREATE FUNCTION first_moment(written text) RETURNS timestamptz LANGUAGE sql STABLE RETURN
    CASE WHEN length(written) > 10 THEN regexp_replace(written, '([.]\d{6})\d+', '\1')::timestamptz
         ELSE (written || substr('-01-01', length(written) - 3))::timestamp AT TIME ZONE 'Asia/Shanghai' END;

CREATE FUNCTION moment_after(written text) RETURNS timestamptz LANGUAGE sql STABLE RETURN
    CASE WHEN length(written) > 10
         THEN first_moment(written)
              + make_interval(secs => power(10.0, -length(coalesce(substring(written FROM '[.](\d{1,6})'), ''))))
         ELSE ((written || substr('-01-01', length(written) - 3))::timestamp
               + CASE length(written) WHEN 4 THEN interval '1 year' WHEN 7 THEN interval '1 month'
                                      ELSE interval '1 day' END) AT TIME ZONE 'Asia/Shanghai' END;

CREATE FUNCTION date_range(written jsonb, OUT low timestamptz, OUT high timestamptz) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN jsonb_typeof(written) = 'string' THEN first_moment(written #>> '{}')
                WHEN written ->> 'start' IS NOT NULL THEN first_moment(written ->> 'start')
                WHEN written ->> 'end' IS NOT NULL THEN timestamptz '-infinity' END,
           CASE WHEN jsonb_typeof(written) = 'string' THEN moment_after(written #>> '{}')
                WHEN written ->> 'end' IS NOT NULL THEN moment_after(written ->> 'end')
                WHEN written ->> 'start' IS NOT NULL THEN timestamptz 'infinity' END
$$;
