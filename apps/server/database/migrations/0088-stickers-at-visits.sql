-- A sticker that an officer saw up at a delivery is exposure as much as one that was recorded by area: it is kept with its visit.

alter table engagement.visit add column sticker text check (sticker in ('up', 'given', 'not-wanted'));
comment on column engagement.visit.sticker is
  'personal | uk-gdpr | programme+6y | What became of the sticker that comes with a kit; null where nobody said';
create index visit_with_sticker on engagement.visit (home) where sticker = 'up';

-- As before, and stickers that went up at visits: a home's once, in the month of the first visit that stands.
create or replace function engagement.exposure_in(of_areas text[])
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
    ), stuck as (
      select there.area, (min(v.at) at time zone 'Europe/London')::date as day
      from engagement.visit v join engagement.home_state there on there.home = v.home
      where there.area = any (of_areas) and v.sticker = 'up' and engagement.stands(v.event)
      group by there.area, v.home
    ), step as (
      select hung.area, placed_on as day, 1 as placed, 0 as gone, null as kind, 0 as number from hung
      union all select hung.area, gone_on, 0, 1, null, 0 from hung where gone_on is not null
      union all select noticed.area, on_day, 0, 0, kind, number from noticed where number > 0
      union all select stuck.area, stuck.day, 0, 0, 'sticker', 1 from stuck
    )
    select step.area, to_char(step.day, 'YYYY-MM'), sum(step.placed)::integer, sum(step.gone)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'sticker'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'press item'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'poster'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'leaflet'), 0)::integer
    from step where foundation.actor_id() is not null group by 1, 2;
  end;

-- What became of the sticker is told to whoever lived there, beside all else of a visit that is told by now.
do $$
declare
  needs constant text := '''needs'', v.needs,';
  told constant text := pg_get_functiondef('engagement.subject_access(uuid)'::regprocedure);
begin
  if position(needs in told) = 0 then raise exception 'Nothing is told of what a household needs.'; end if;
  execute replace(told, needs, needs || ' ''sticker'', v.sticker,');
end
$$;
