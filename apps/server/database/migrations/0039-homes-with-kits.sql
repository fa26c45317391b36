-- Homes with a kit, home by home along the index of movements: however few rows the planner expects, it takes no more time
-- than there are homes. Who asks is asked once.
create or replace function engagement.homes_with_kits(deployments integer[])
  returns table (deployment integer, place smallint, month date, homes integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    return query
    with there as materialized (
      select d.number, a.place, h.id as home
      from target.deployment d
      join target.deployment_area a on a.deployment = d.id
      join places.point_area p on p.kind = a.kind and p.valid_from = a.valid_from and p.code = a.code
      join engagement.home h on h.easting = p.easting and h.northing = p.northing
      where d.number = any (homes_with_kits.deployments) and (select foundation.actor_id()) is not null
        and ((select foundation.acting_role()) not in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper')
          or a.ward in (select foundation.acting_places()) or a.bcu in (select foundation.acting_places()))
    ), given as (
      -- A disputed movement has no place in the chain; one that was corrected holds no more.
      select there.number, there.place,
             (select (date_trunc('month', min(m.at) at time zone 'Europe/London'))::date
              from engagement.kit_movement m
              where m.home = there.home and m.sequence is not null
                and not exists (select from engagement.kit_movement c where c.corrects = m.id)) as first_month
      from there
    )
    select there.number, there.place, null::date, count(*)::integer from there group by there.number, there.place
    union all
    select given.number, given.place, given.first_month, count(*)::integer
    from given where given.first_month is not null group by given.number, given.place, given.first_month;
  end
  $$;
