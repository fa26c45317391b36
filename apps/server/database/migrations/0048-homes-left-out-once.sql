-- A home that was left out is taken away where an edition counts it, or the door does: in the area that it lies in now, not
-- once more where a later edition knows it for something else, nor where no edition has it.

create or replace function engagement.home_adjustments() returns table (ward text, easting integer, northing integer, reason text, sort text, homes bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with last as (
      select distinct on (p.home) p.home, p.kind, p.reason
      from engagement.home_proposal p join engagement.home_decision d on d.proposal = p.id and d.approved
      where p.kind in ('exclude', 'restore') order by p.home, d.turn desc
    ), standing as (
      select coalesce(now.ward, h.ward) as ward, coalesce(now.easting, h.easting) as easting, coalesce(now.northing, h.northing) as northing,
             last.kind, last.reason, coalesce(now.sort, case when h.uprn < 0 then 'dwelling' else 'other' end) as sort
      from last join engagement.home h on h.id = last.home
      left join lateral (
        select f.ward, f.easting, f.northing, f.sort
        from places.address_fact f join places.address_decision d on d.edition = f.edition and d.accepted
        where f.uprn = h.uprn order by d.turn desc limit 1
      ) now on true
    )
    select ward, easting, northing, reason, sort, -count(*) from standing
    where kind = 'exclude' and sort not in ('gone', 'other') and foundation.actor_id() is not null
    group by ward, easting, northing, reason, sort
    union all
    select h.ward, h.easting, h.northing, null, 'dwelling', count(*) from engagement.home h
    where h.uprn < 0 and exists (select from engagement.home_proposal p where p.id = h.id and p.kind = 'report')
      and foundation.actor_id() is not null
    group by h.ward, h.easting, h.northing;
  end;
