-- What tells a street that its homes are marked: signs with where they hang and how they were found, and stickers, press items,
-- posters and leaflets by area and day. A thief is deterred by what he knows of. Facts are appended; the one recorded last counts.

create table engagement.sign (
  id uuid primary key,
  easting integer not null check (easting between 0 and 700000),
  northing integer not null check (northing between 0 and 1300000),
  place text not null check (place <> ''),
  area text not null check (area <> ''),
  ward text not null,
  bcu text not null,
  placed_on date not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  unique (id, ward, bcu)
);
create index sign_by_ward on engagement.sign (ward);
create index sign_by_bcu on engagement.sign (bcu);
create index sign_by_area on engagement.sign (area);
comment on table engagement.sign is 'Street signs as they were placed.';
comment on column engagement.sign.id is 'official | none | programme+6y | UUID that whoever places it gives it';
comment on column engagement.sign.easting is 'official | none | programme+6y | Metres east, British National Grid';
comment on column engagement.sign.northing is 'official | none | programme+6y | Metres north, British National Grid';
comment on column engagement.sign.place is 'official | none | programme+6y | Where it hangs, in words';
comment on column engagement.sign.area is 'official | none | programme+6y | Small area around it, of those that homes are counted in';
comment on column engagement.sign.ward is 'official | none | programme+6y | Ward of that area''s homes';
comment on column engagement.sign.bcu is 'official | none | programme+6y | Their BCU';
comment on column engagement.sign.placed_on is 'official | none | programme+6y | Since what day';
comment on column engagement.sign.at is 'official | none | programme+6y | When that was recorded';
comment on column engagement.sign.actor is 'personal | uk-gdpr | programme+6y | Who recorded it';

create table engagement.sign_check (
  id uuid primary key,
  sign uuid not null,
  ward text not null,
  bcu text not null,
  found text not null check (found in ('good', 'worn', 'damaged', 'missing', 'removed', 'never there')),
  on_day date not null,
  next_check date check (next_check > on_day),
  note text check (note <> ''),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (sign, ward, bcu) references engagement.sign (id, ward, bcu),
  check (next_check is null or found in ('good', 'worn', 'damaged'))
);
create index sign_check_by_sign on engagement.sign_check (sign, at);
create index sign_check_by_ward on engagement.sign_check (ward);
create index sign_check_by_bcu on engagement.sign_check (bcu);
comment on table engagement.sign_check is 'How a sign was found, or that it is gone. What was recorded last counts.';
comment on column engagement.sign_check.id is 'official | none | programme+6y | UUID that whoever records it gives it';
comment on column engagement.sign_check.sign is 'official | none | programme+6y | The sign';
comment on column engagement.sign_check.ward is 'official | none | programme+6y | As the sign''s';
comment on column engagement.sign_check.bcu is 'official | none | programme+6y | As the sign''s';
comment on column engagement.sign_check.found is 'official | none | programme+6y | Its condition; or missing, removed, or never there where it was recorded by mistake';
comment on column engagement.sign_check.on_day is 'official | none | programme+6y | On what day';
comment on column engagement.sign_check.next_check is 'official | none | programme+6y | When to look again';
comment on column engagement.sign_check.note is 'official | none | programme+6y | What else there is to say of it';
comment on column engagement.sign_check.at is 'official | none | programme+6y | When that was recorded';
comment on column engagement.sign_check.actor is 'personal | uk-gdpr | programme+6y | Who recorded it';

create table engagement.notice (
  id uuid primary key,
  item uuid not null,
  kind text not null check (kind in ('sticker', 'press item', 'poster', 'leaflet')),
  area text not null check (area <> ''),
  ward text not null,
  bcu text not null,
  on_day date not null,
  number integer not null check (number between 0 and 1000000),
  words text check (words <> ''),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  unique (id, kind, area, ward, bcu),
  foreign key (item, kind, area, ward, bcu) references engagement.notice (id, kind, area, ward, bcu)
);
create index notice_by_item on engagement.notice (item, at);
create index notice_by_ward on engagement.notice (ward);
create index notice_by_bcu on engagement.notice (bcu);
create index notice_by_area on engagement.notice (area);
comment on table engagement.notice is 'Stickers, press items, posters and leaflets by area and day. Of an item, what was recorded last counts.';
comment on column engagement.notice.id is 'official | none | programme+6y | UUID that whoever records it gives it';
comment on column engagement.notice.item is 'official | none | programme+6y | The first record of what this corrects; its own id where it is the first';
comment on column engagement.notice.kind is 'official | none | programme+6y | What it is';
comment on column engagement.notice.area is 'official | none | programme+6y | Small area that saw it';
comment on column engagement.notice.ward is 'official | none | programme+6y | Ward of that area''s homes';
comment on column engagement.notice.bcu is 'official | none | programme+6y | Their BCU';
comment on column engagement.notice.on_day is 'official | none | programme+6y | On what day';
comment on column engagement.notice.number is 'official | none | programme+6y | How many; 0 where there were none after all';
comment on column engagement.notice.words is 'official | none | programme+6y | Which paper, or where';
comment on column engagement.notice.at is 'official | none | programme+6y | When that was recorded';
comment on column engagement.notice.actor is 'personal | uk-gdpr | programme+6y | Who recorded it';

insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor) values
  ('homes per sign', 1, 18, 'homes', 'Hounslow: 96 signs for 1,726 homes (smartwatercsi.com, Home burglaries halved in Hounslow)',
   '2026-11-30', 'Signs are the cue that a thief sees; too few tell nobody', 'the product');

create function engagement.homes_per_sign() returns table (value double precision, source text, from_day date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select s.value, s.source, s.from_day from foundation.setting s
    where s.name = 'homes per sign' and foundation.actor_id() is not null order by s.version desc limit 1;
  end;
comment on function engagement.homes_per_sign() is
  'Crossing: purpose how many signs deployments need; operation none; columns one setting, of nobody.';
revoke all on function engagement.homes_per_sign() from public;

-- Reports of effect are the same for whoever reads them, whatever places they are posted to. A sign counts from the day it was placed
-- until it was found missing or was removed; one that was recorded by mistake never. Of a notice its last record counts.
create function engagement.exposure_in(of_areas text[])
  returns table (area text, month text, placed integer, gone integer, stickers integer, press_items integer, posters integer,
                 leaflets integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with hung as (
      select s.area, s.placed_on, case when last.found in ('missing', 'removed') then greatest(last.on_day, s.placed_on) end as gone_on
      from engagement.sign s cross join lateral (
        select c.found, c.on_day from engagement.sign_check c where c.sign = s.id order by c.at desc, c.id desc limit 1
      ) last
      where s.area = any (of_areas) and last.found <> 'never there'
    ), noticed as (
      select distinct on (n.item) n.area, n.on_day, n.kind, n.number
      from engagement.notice n where n.area = any (of_areas) order by n.item, n.at desc, n.id desc
    ), step as (
      select hung.area, placed_on as day, 1 as placed, 0 as gone, null as kind, 0 as number from hung
      union all select hung.area, gone_on, 0, 1, null, 0 from hung where gone_on is not null
      union all select noticed.area, on_day, 0, 0, kind, number from noticed where number > 0
    )
    select step.area, to_char(step.day, 'YYYY-MM'), sum(step.placed)::integer, sum(step.gone)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'sticker'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'press item'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'poster'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'leaflet'), 0)::integer
    from step where foundation.actor_id() is not null group by 1, 2;
  end;
comment on function engagement.exposure_in(text[]) is
  'Crossing: purpose what could be seen of the programme in areas, for reports of its effect; operation none, it counts; columns numbers of signs and notices by area and month, of nobody.';
revoke all on function engagement.exposure_in(text[]) from public;

-- Signs of the made-up city leave with its homes.
create function engagement.signs_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.sign_check;
      delete from engagement.sign;
      delete from engagement.notice;
    end if;
    return null;
  end
  $$;
comment on function engagement.signs_leave() is
  'Crossing: purpose signs and notices of the made-up city leave with its homes; operation erasure of what is made up; columns none.';
revoke all on function engagement.signs_leave() from public;
create trigger signs_leave before delete on engagement.home
  for each statement execute function engagement.signs_leave();

do $$
declare name text;
begin
  foreach name in array array['sign', 'sign_check', 'notice'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
