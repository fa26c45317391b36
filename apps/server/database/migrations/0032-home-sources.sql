-- Which source of homes is in use for a day. A second source for areas of the same day is refused unless somebody says
-- which one it replaces; that is a fact of its own, and is withdrawn by another.

create table places.home_source_fact (
  id uuid primary key,
  number bigint not null unique generated always as identity,
  as_of date not null,
  source text not null check (source <> ''),
  replaces text not null check (replaces <> '' and replaces <> source),
  withdrawn boolean not null,
  actor text not null,
  said_at timestamptz not null default clock_timestamp()
);
comment on table places.home_source_fact is
  'That a source of homes replaces another of the same day, or no longer does; the last that was said of a source holds.';
comment on column places.home_source_fact.id is 'official | none | keep | UUIDv7';
comment on column places.home_source_fact.number is 'official | none | keep | In the order in which it was said, whatever the clock says';
comment on column places.home_source_fact.as_of is 'official | none | keep | Day the counts describe, as in places.home_count';
comment on column places.home_source_fact.source is 'official | none | keep | The source that replaces, as in places.home_count';
comment on column places.home_source_fact.replaces is 'official | none | keep | The source that is replaced';
comment on column places.home_source_fact.withdrawn is 'official | none | keep | Whether this takes back that it replaces';
comment on column places.home_source_fact.actor is 'personal | uk-gdpr | audit+6y | Who said so';
comment on column places.home_source_fact.said_at is 'official | uk-gdpr | audit+6y | When it was said';

comment on table places.home_count is
  'Homes in an area, by source; the latest date counts. Of one day only a source that places.home_source_fact leaves in use.';

alter table places.home_source_fact enable row level security;
alter table places.home_source_fact force row level security;
