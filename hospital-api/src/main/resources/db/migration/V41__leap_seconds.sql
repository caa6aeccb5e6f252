-- R4 lets a time stand in a leap second, 23:59:60.5 too. PostgreSQL casts no fraction of one: a composite that looked at
-- such a date failed. Its first moment is a second after that of 59, as the index says (DateRange).
CREATE OR REPLACE FUNCTION first_moment(written text) RETURNS timestamptz LANGUAGE sql STABLE RETURN
    CASE WHEN length(written) > 10
         THEN regexp_replace(regexp_replace(written, '([.]\d{6})\d+', '\1'), '^(.{17})60', '\159')::timestamptz
              + CASE substr(written, 18, 2) WHEN '60' THEN interval '1 second' ELSE interval '0' END
         ELSE (written || substr('-01-01', length(written) - 3))::timestamp AT TIME ZONE 'Asia/Shanghai' END;
