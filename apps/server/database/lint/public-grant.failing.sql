-- schema foundation: PUBLIC may usage
-- foundation.act: PUBLIC may insert, select
-- foundation.act.actor: PUBLIC may update
-- default rights: PUBLIC would get select
-- stray: stands in the schema public
grant usage on schema foundation to public;
grant select, insert on foundation.act to public;
grant update (actor) on foundation.act to public;
alter default privileges in schema foundation grant select on tables to public;
create table public.stray (id uuid);
