-- Every table and view says what it is. Every column of a table says its data class, regime and retention class
-- in the words that 0001-foundation.sql lists, or the retention classes 30d and 2y, which go by themselves after thirty days and two years; a view's columns are those of its tables and inherit their notes.
-- The regimes keep to their schemas: what falls under DPA 2018 Part 3 stands in enforcement or covert, and nothing else does.
with
  relation as (
    select c.oid, n.nspname as schema, c.relname as name, c.relkind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'v', 'm')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  ),
  note as (
    select r.schema, format('%I.%I.%I', r.schema, r.name, a.attname) as object, col_description(r.oid, a.attnum) as words,
           regexp_match(col_description(r.oid, a.attnum), '^(\S+) \| (\S+) \| (\S+) \| \S') as part
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.relkind in ('r', 'p', 'f')
  )
select format('%I.%I', schema, name) as object, 'has no comment' as problem
from relation
where coalesce(obj_description(oid, 'pg_class'), '') !~ '\S'
union all
select object,
       case
         when words is null then 'has no note'
         when part is null then 'the note is not "data class | regime | retention | words"'
         when part[1] not in ('open', 'official', 'personal', 'secret') then 'unknown data class ' || part[1]
         when part[2] not in ('none', 'uk-gdpr', 'part-3') then 'unknown regime ' || part[2]
         when part[3] not in ('keep', 'derived', '30d', '2y', 'programme+6y', 'audit+6y') then 'unknown retention class ' || part[3]
         when part[1] = 'personal' and part[2] = 'none' then 'personal data without a regime'
         when part[1] = 'personal' and part[3] = 'keep' then 'personal data kept for ever'
         when (part[2] = 'part-3') <> (schema in ('enforcement', 'covert')) then 'part-3 belongs in enforcement or covert, and nothing else does'
       end
from note
where words is null or part is null
   or part[1] not in ('open', 'official', 'personal', 'secret')
   or part[2] not in ('none', 'uk-gdpr', 'part-3')
   or part[3] not in ('keep', 'derived', '30d', '2y', 'programme+6y', 'audit+6y')
   or (part[1] = 'personal' and (part[2] = 'none' or part[3] = 'keep'))
   or (part[2] = 'part-3') <> (schema in ('enforcement', 'covert'))
