-- Under row security an index is used only through leak-proof operators; those of enum, citext and array columns
-- are not, so no policy reads such a column.
select distinct format('%I on %s', p.polname, p.polrelid::regclass) as object,
       format('reads %s.%I, which is %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod)) as problem
from pg_policy p
join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
                and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
join pg_type t on t.oid = a.atttypid
where t.typtype = 'e' or t.typname = 'citext' or t.typcategory = 'A'
