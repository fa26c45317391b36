-- schema foundation: PUBLIC may usage
-- log.entry: PUBLIC may insert, select
-- log.entry.actor: PUBLIC may update
-- default rights: PUBLIC would get select
-- stray: stands in the schema public
grant usage on schema foundation to public;
grant select, insert on log.entry to public;
grant update (actor) on log.entry to public;
alter default privileges in schema foundation grant select on tables to public;
create table public.stray (id uuid);
