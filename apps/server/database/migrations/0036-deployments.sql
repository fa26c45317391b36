-- Deployments: what a plan became when it was approved. What was fixed is never changed; what happens to a deployment
-- afterwards is a fact with a reason beside it, and the present state is derived. No row names a resident or a home.

create table target.deployment_approval (
  id uuid primary key,
  approved_at timestamptz not null default clock_timestamp(),
  actor text not null,
  origin text not null check (origin in ('plan', 'earlier phase', 'demonstration')),
  name text not null check (name <> ''),
  draft uuid unique references target.plan_draft,
  phase_in uuid references target.phase_in,
  kind text not null check (kind <> ''),
  valid_from date not null,
  counted_on date,
  series text check (series in ('all', 'residential')),
  source text check (source in ('street', 'points', 'mps', 'incidents')),
  saturation double precision check (saturation > 0 and saturation <= 1),
  chosen_from date,
  chosen_until date check (chosen_until >= chosen_from),
  top_up boolean not null default false,
  made_up boolean not null default false,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  check ((origin = 'plan') = (draft is not null)),
  check (phase_in is null or draft is not null)
);
comment on table target.deployment_approval is 'Approvals that made deployments of a plan, and earlier phases as they were imported; appended, never changed.';
comment on column target.deployment_approval.id is 'official | none | keep | UUIDv7';
comment on column target.deployment_approval.approved_at is 'official | none | keep | When it was approved, or imported';
comment on column target.deployment_approval.actor is 'personal | uk-gdpr | audit+6y | Who approved it; never who drew up the plan or the order';
comment on column target.deployment_approval.origin is 'official | none | keep | A plan of Target, an earlier phase, or the made-up city';
comment on column target.deployment_approval.name is 'official | none | keep | Name of the draft or of the phase';
comment on column target.deployment_approval.draft is 'official | none | keep | Draft that was approved; once only';
comment on column target.deployment_approval.phase_in is 'official | none | keep | Order of starts, where the starts were drawn';
comment on column target.deployment_approval.kind is 'official | none | keep | Kind of its areas';
comment on column target.deployment_approval.valid_from is 'official | none | keep | Day from which the boundaries of its areas hold';
comment on column target.deployment_approval.counted_on is 'official | none | keep | Day on which its homes were counted; null where that is not known';
comment on column target.deployment_approval.series is 'official | none | keep | Burglaries that the areas were chosen by; null where that is not known';
comment on column target.deployment_approval.source is 'official | none | keep | Where those are counted';
comment on column target.deployment_approval.saturation is 'official | none | keep | Share of homes aimed at; null where that is not known';
comment on column target.deployment_approval.chosen_from is 'official | none | keep | First month of the burglaries that the areas were chosen by';
comment on column target.deployment_approval.chosen_until is 'official | none | keep | Last of these months';
comment on column target.deployment_approval.top_up is 'official | none | keep | Whether areas that have kits already were approved on purpose';
comment on column target.deployment_approval.made_up is 'official | none | keep | Approved while the city was made up: leaves with it';
comment on column target.deployment_approval.digest is 'official | none | keep | SHA-256 of what was fixed';

create table target.deployment (
  id uuid primary key,
  approval uuid not null references target.deployment_approval,
  number integer not null unique check (number > 0),
  name text not null check (name <> ''),
  starts_on date,
  start_known text not null check (start_known in ('day', 'month', 'not known', 'none')),
  wave integer check (wave > 0),
  held_out boolean not null,
  homes integer check (homes >= 0),
  kits integer check (kits >= 0),
  check ((starts_on is not null) = (start_known in ('day', 'month'))),
  check (held_out = (start_known = 'none')),
  check (not held_out or kits = 0)
);
create index deployment_by_approval on target.deployment (approval);
comment on table target.deployment is 'Deployments as they were fixed; appended, never changed. Without a figure, it is not known.';
comment on column target.deployment.id is 'official | none | keep | UUIDv7';
comment on column target.deployment.approval is 'official | none | keep | Approval that made it';
comment on column target.deployment.number is 'official | none | keep | Number that people call it by';
comment on column target.deployment.name is 'official | none | keep | Names of its areas, or what the phase called it';
comment on column target.deployment.starts_on is 'official | none | keep | Day of the first kits, or the first day of their month';
comment on column target.deployment.start_known is 'official | none | keep | How exactly the start is known; none for areas left without kits';
comment on column target.deployment.wave is 'official | none | keep | Wave of the order of starts';
comment on column target.deployment.held_out is 'official | none | keep | Left without kits, to compare with';
comment on column target.deployment.homes is 'official | none | keep | Homes as they were counted on the day it was fixed';
comment on column target.deployment.kits is 'official | none | keep | Kits that were bound on the day it was fixed';

create table target.deployment_area (
  deployment uuid not null references target.deployment,
  place smallint not null check (place > 0),
  kind text not null,
  valid_from date not null,
  code text not null check (code <> ''),
  name text,
  homes integer check (homes >= 0),
  ward text,
  bcu text,
  primary key (deployment, code),
  unique (deployment, place)
);
create index deployment_area_by_code on target.deployment_area (kind, valid_from, code);
create index deployment_area_by_ward on target.deployment_area (ward);
create index deployment_area_by_bcu on target.deployment_area (bcu);
comment on table target.deployment_area is 'Areas of deployments as they were fixed, each in the ward and BCU of its centre; appended, never changed.';
comment on column target.deployment_area.deployment is 'official | none | keep | Deployment that it is an area of';
comment on column target.deployment_area.place is 'official | none | keep | From 1, in the order of the plan';
comment on column target.deployment_area.kind is 'official | none | keep | Kind of area';
comment on column target.deployment_area.valid_from is 'official | none | keep | Day from which its boundaries hold';
comment on column target.deployment_area.code is 'official | none | keep | Code';
comment on column target.deployment_area.name is 'official | none | keep | Name';
comment on column target.deployment_area.homes is 'official | none | keep | Homes as they were counted on the day it was fixed';
comment on column target.deployment_area.ward is 'official | none | keep | Ward of its centre; null where no wards are loaded';
comment on column target.deployment_area.bcu is 'official | none | keep | BCU of its centre; null where none is known';

create table target.deployment_change (
  id uuid primary key,
  number bigint not null unique generated always as identity,
  deployment uuid not null references target.deployment,
  follows uuid,
  changed_at timestamptz not null default clock_timestamp(),
  actor text not null,
  reason text not null check (reason <> ''),
  what text not null check (what in ('start moved', 'area dropped', 'kits changed', 'closed')),
  starts_on date,
  start_known text check (start_known in ('day', 'month')),
  area text,
  kits integer check (kits >= 0),
  closed_on date,
  unique (deployment, id),
  -- One change after another: of two that were made of the same state, or of one that was sent twice, one is refused.
  constraint deployment_change_one_after_another unique nulls not distinct (deployment, follows),
  foreign key (deployment, follows) references target.deployment_change (deployment, id),
  constraint deployment_area_dropped_once unique (deployment, area),
  foreign key (deployment, area) references target.deployment_area (deployment, code),
  check ((what = 'start moved') = (starts_on is not null) and (starts_on is null) = (start_known is null)),
  check ((what = 'area dropped') = (area is not null)),
  check ((what = 'closed') = (closed_on is not null)),
  check (what <> 'kits changed' or kits is not null)
);
comment on table target.deployment_change is 'What became of a deployment after it was fixed, each with its reason; appended, never changed.';
comment on column target.deployment_change.id is 'official | none | keep | UUIDv7';
comment on column target.deployment_change.number is 'official | none | keep | In the order in which it was said, whatever the clock says';
comment on column target.deployment_change.deployment is 'official | none | keep | Deployment that it is about';
comment on column target.deployment_change.follows is 'official | none | keep | Change before it, which whoever made it had seen; null for the first';
comment on column target.deployment_change.changed_at is 'official | none | keep | When it was said';
comment on column target.deployment_change.actor is 'personal | uk-gdpr | audit+6y | Who said it';
comment on column target.deployment_change.reason is 'official | none | keep | Why';
comment on column target.deployment_change.what is 'official | none | keep | What changed';
comment on column target.deployment_change.starts_on is 'official | none | keep | New day of the first kits, or the first day of their month';
comment on column target.deployment_change.start_known is 'official | none | keep | How exactly that is known';
comment on column target.deployment_change.area is 'official | none | keep | Area that was dropped';
comment on column target.deployment_change.kits is 'official | none | keep | Kits bound from then on; when it is closed, those that were used';
comment on column target.deployment_change.closed_on is 'official | none | keep | Day on which it ended';

do $$
declare name text;
begin
  foreach name in array array['deployment_approval', 'deployment', 'deployment_area', 'deployment_change'] loop
    execute format('alter table target.%I enable row level security', name);
    execute format('alter table target.%I force row level security', name);
  end loop;
end
$$;

create view target.deployment_now with (security_invoker = true, security_barrier = true) as
  select d.id, d.approval, d.number, d.name, d.wave, d.held_out, d.homes,
         coalesce(moved.starts_on, d.starts_on) as starts_on,
         coalesce(moved.start_known, d.start_known) as start_known,
         coalesce(bound.kits, d.kits) as kits,
         closed.closed_on,
         last.id as last_change
  from target.deployment d
  left join lateral (
    select c.starts_on, c.start_known from target.deployment_change c
    where c.deployment = d.id and c.starts_on is not null order by c.number desc limit 1
  ) moved on true
  left join lateral (
    select c.kits from target.deployment_change c
    where c.deployment = d.id and c.kits is not null order by c.number desc limit 1
  ) bound on true
  left join lateral (
    select c.closed_on from target.deployment_change c where c.deployment = d.id and c.closed_on is not null limit 1
  ) closed on true
  left join lateral (
    select c.id from target.deployment_change c where c.deployment = d.id order by c.number desc limit 1
  ) last on true;
comment on view target.deployment_now is 'Each deployment as it stands now; homes stay those of the day it was fixed.';
comment on column target.deployment_now.id is 'official | none | keep | As deployment';
comment on column target.deployment_now.starts_on is 'official | none | keep | As it was last moved';
comment on column target.deployment_now.start_known is 'official | none | keep | How exactly that is known';
comment on column target.deployment_now.kits is 'official | none | keep | Kits bound now; those that were used, once it is closed; null where that is not known';
comment on column target.deployment_now.closed_on is 'official | none | keep | Day on which it ended; null while it has not';
comment on column target.deployment_now.last_change is 'official | none | keep | The change that the next one follows';

create view target.deployment_area_now with (security_invoker = true, security_barrier = true) as
  select a.deployment, a.place, a.kind, a.valid_from, a.code, a.name, a.homes, a.ward, a.bcu
  from target.deployment_area a
  where not exists (select from target.deployment_change c where c.deployment = a.deployment and c.area = a.code);
comment on view target.deployment_area_now is 'Areas of deployments that were not dropped.';

-- Nobody approves alone what they drew up: the plan or the order of starts is somebody else's.
create function target.approve_with_four_eyes() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    -- An earlier phase has no plan here, and who imports it may read none.
    if new.draft is null then return new; end if;
    if exists (select from target.plan_draft where plan_draft.id = new.draft and plan_draft.actor = new.actor)
      or exists (select from target.phase_in where phase_in.id = new.phase_in and phase_in.actor = new.actor) then
      raise exception 'Nobody approves a plan or an order of starts of their own.'
        using errcode = '23514', constraint = 'deployment_four_eyes';
    end if;
    if exists (select from target.draft_change where draft_change.draft = new.draft and draft_change.reason is not null) then
      raise exception 'The draft was withdrawn.' using errcode = '23514', constraint = 'deployment_of_withdrawn_draft';
    end if;
    return new;
  end
  $$;
comment on function target.approve_with_four_eyes() is
  'Refuses an approval by who drew up the plan or the order of starts, and of a draft that was withdrawn.';
create trigger four_eyes before insert on target.deployment_approval
  for each row execute function target.approve_with_four_eyes();

-- An area has one deployment at a time, unless a top-up was approved on purpose.
create function target.refuse_covered_area() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare found text;
  begin
    perform pg_advisory_xact_lock(7230013);
    select string_agg(distinct added.code, ', ' order by added.code) into found
    from added
    join target.deployment own on own.id = added.deployment and not own.held_out
    join target.deployment_approval approval on approval.id = own.approval and not approval.top_up and approval.origin = 'plan'
    join target.deployment_area_now other
      on other.kind = added.kind and other.valid_from = added.valid_from and other.code = added.code
     and other.deployment <> added.deployment
    join target.deployment_now covering on covering.id = other.deployment and not covering.held_out
     and (covering.closed_on is null or coalesce(covering.kits, 1) > 0);
    if found is not null then
      raise exception 'These areas have a deployment already: %', found
        using errcode = '23514', constraint = 'deployment_area_covered_already', detail = found;
    end if;
    return null;
  end
  $$;
comment on function target.refuse_covered_area() is
  'Refuses areas that a deployment covers already, but for a top-up; approvals and changes come one after another.';
create trigger covered_already after insert on target.deployment_area
  referencing new table as added for each statement execute function target.refuse_covered_area();

-- No more kits are bound than the programme has, whoever approves at the same time. Earlier phases had kits of their own.
create function target.refuse_more_kits_than_there_are() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    bound bigint;
    most double precision;
  begin
    -- Whoever waited here sees what the other has bound: each statement below takes a snapshot of its own.
    perform pg_advisory_xact_lock(7230013);
    select setting.value into most from foundation.setting
    where setting.name = 'kits in the programme' order by setting.version desc limit 1;
    select sum(d.kits) into bound from target.deployment_now d
    join target.deployment_approval a on a.id = d.approval
    where a.origin <> 'earlier phase';
    if bound > most then
      raise exception '% kits would be bound; the programme has %.', bound, most
        using errcode = '23514', constraint = 'deployment_kits_in_the_programme', detail = bound::text || ' ' || most::text;
    end if;
    return null;
  end
  $$;
comment on function target.refuse_more_kits_than_there_are() is
  'Refuses to bind more kits than the setting says that the programme has; approvals and changes come one after another.';
create trigger kits_in_the_programme after insert on target.deployment
  for each statement execute function target.refuse_more_kits_than_there_are();
create trigger kits_in_the_programme after insert on target.deployment_change
  for each statement execute function target.refuse_more_kits_than_there_are();

create function target.refuse_change_of_closed() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from target.deployment_change c where c.deployment = new.deployment and c.id = new.follows and c.what = 'closed') then
      raise exception 'The deployment is closed.' using errcode = '23514', constraint = 'deployment_closed';
    end if;
    if exists (select from target.deployment d where d.id = new.deployment and d.held_out) and new.what in ('start moved', 'kits changed') then
      raise exception 'Areas left without kits get none: approve another plan for them.'
        using errcode = '23514', constraint = 'deployment_held_out';
    end if;
    if new.what = 'area dropped' and not exists (
      select from target.deployment_area_now a where a.deployment = new.deployment and a.code <> new.area) then
      raise exception 'The last area of a deployment is not dropped: close it.'
        using errcode = '23514', constraint = 'deployment_last_area';
    end if;
    return new;
  end
  $$;
comment on function target.refuse_change_of_closed() is
  'Refuses a change that follows the end, kits for areas left without, and to drop the last area.';
create trigger closed before insert on target.deployment_change
  for each row execute function target.refuse_change_of_closed();

-- Where homes lie is remembered by vintage and point; of an area its points are asked.
create index point_area_by_code on places.point_area (kind, valid_from, code);

-- How many homes of an area have got a kit, by month, and how many the register has there, without a month. It counts and
-- names no home: whoever reads the deployment reads it.
create policy deployments_crossing on target.deployment for select to current_user
  using ((select foundation.actor_id()) is not null);
create policy deployments_crossing on target.deployment_area for select to current_user
  using ((select foundation.actor_id()) is not null);
create policy deployments_crossing on places.point_area for select to current_user
  using ((select foundation.actor_id()) is not null);
create function engagement.homes_with_kits(deployments integer[])
  returns table (deployment integer, place smallint, month date, homes integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    return query
    with there as (
      select d.number, a.place, h.id as home
      from target.deployment d
      join target.deployment_area a on a.deployment = d.id
      join places.point_area p on p.kind = a.kind and p.valid_from = a.valid_from and p.code = a.code
      join engagement.home h on h.easting = p.easting and h.northing = p.northing
      where d.number = any (homes_with_kits.deployments) and foundation.actor_id() is not null
        and (foundation.acting_role() not in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper')
          or a.ward in (select foundation.acting_places()) or a.bcu in (select foundation.acting_places()))
    ), given as (
      -- A disputed movement has no place in the chain; one that was corrected holds no more.
      select m.home, (date_trunc('month', min(m.at) at time zone 'Europe/London'))::date as first_month
      from engagement.kit_movement m
      where m.home in (select there.home from there) and m.sequence is not null
        and not exists (select from engagement.kit_movement c where c.corrects = m.id)
      group by m.home
    )
    select there.number, there.place, null::date, count(*)::integer from there group by there.number, there.place
    union all
    select there.number, there.place, given.first_month, count(*)::integer
    from there join given on given.home = there.home group by there.number, there.place, given.first_month;
  end
  $$;
comment on function engagement.homes_with_kits(integer[]) is
  'Crossing: purpose how many homes of a deployment have a kit; operation none, it counts; columns area, month and number of homes, of one''s own wards or BCU.';
revoke all on function engagement.homes_with_kits(integer[]) from public;

-- Points of homes near some areas that are not placed yet: the server places them beside the pages, and sees no home.
create function engagement.points_to_place(area_kind text, from_day date, codes text[])
  returns table (easting integer, northing integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select distinct home.easting, home.northing
    from places.area
    join engagement.home on home.easting between area.min_easting and area.max_easting
      and home.northing between area.min_northing and area.max_northing
    where area.kind = area_kind and area.valid_from = from_day and area.code = any (codes)
      and foundation.actor_id() is not null
      and not exists (select from places.point_area where point_area.kind = area_kind and point_area.valid_from = from_day
        and point_area.easting = home.easting and point_area.northing = home.northing);
  end;
comment on function engagement.points_to_place(text, date, text[]) is
  'Crossing: purpose in which area homes lie; operation none, nobody is shown them; columns points of homes that are not placed.';
revoke all on function engagement.points_to_place(text, date, text[]) from public;
create policy deployments_crossing on places.area for select to current_user
  using ((select foundation.actor_id()) is not null);

-- What was approved of a made-up city leaves with it, and nothing else.
do $$
declare name text;
begin
  foreach name in array array['deployment_approval', 'deployment', 'deployment_area', 'deployment_change'] loop
    execute format('create policy leave_with_the_city on target.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
create policy leave_with_the_city_approval on target.deployment_approval for select to current_user
  using ((select foundation.actor_id()) is not null);
create policy leave_with_the_city_change on target.deployment_change for select to current_user
  using ((select foundation.actor_id()) is not null);
create function target.deployments_leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from target.deployment_change where deployment in (
      select d.id from target.deployment d join target.deployment_approval a on a.id = d.approval where a.made_up);
    delete from target.deployment_area where deployment in (
      select d.id from target.deployment d join target.deployment_approval a on a.id = d.approval where a.made_up);
    delete from target.deployment where approval in (select id from target.deployment_approval where made_up);
    delete from target.deployment_approval where made_up;
    select set_config('mettrace.change_by', '', true);
  end;
comment on function target.deployments_leave_with_the_city() is
  'Crossing: purpose the made-up city leaves; operation erasure, of nobody; columns none.';
revoke all on function target.deployments_leave_with_the_city() from public;

insert into foundation.setting (name, version, value, unit, source, from_day, actor) values
  ('kits in the programme', 1, 440000, 'kits', 'MOPAC decision PCD 536: at least 440,000 over five years, more if the price stays low', '2026-11-29', 'the product');
