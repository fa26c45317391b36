-- A home has a kit by the movement that brought it there. What happened to the kit at that home later, that it was registered
-- or recalled, says nothing once that movement is corrected.

create or replace function engagement.trace(digest bytea, on_day date)
  returns table (movement uuid, at timestamptz, disputed boolean, home uuid, uprn bigint, street text, number text, core text, flat integer,
                 postcode text, resident uuid, data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select once.* from (
      select distinct on (home.id, resident.id)
             moved.id, moved.at, position.disputed > 0 as disputed, home.id as home, home.uprn, home.street, home.number, home.core, home.flat,
             home.postcode, resident.id as resident, resident.data_key, resident.key_version, resident.name, resident.contact
      from engagement.kit
      join engagement.kit_position position on position.id = kit.id
      join engagement.kit_movement moved on moved.kit = kit.id
      join engagement.home on home.id = moved.home
      -- Whom a delivery named that was undone is not said to have lived there.
      left join engagement.resident
        on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
           and engagement.resident_stands(resident.id, resident.by_phone)
      where kit.code_digest = digest and foundation.actor_id() is not null
        and moved.kind in ('delivered', 'registered', 'earlier', 'corrected', 'settled')
        -- What happened to it at a home brought it to none; an accepted story of the same home stands for the one before.
        and (moved.from_holder is distinct from moved.holder or moved.corrects is not null)
        -- Both stories of a bottle in dispute are named; one that was corrected, or settled against, is not.
        and case when moved.sequence is null then not exists (select from engagement.kit_settlement s where s.id = moved.id)
                 else not exists (select from engagement.kit_movement later where later.corrects = moved.id) end
      order by home.id, resident.id, moved.at, moved.id
    ) once
    order by once.at, once.id;
  end;

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
      -- A disputed movement has no place in the chain; one that was corrected holds no more; a recall at the
      -- home brings nothing; an accepted story of the same home stands for the one before.
      select there.number, there.place,
             (select (date_trunc('month', min(m.at) at time zone 'Europe/London'))::date
              from engagement.kit_movement m
              where m.home = there.home and m.sequence is not null
                and (m.from_holder is distinct from m.holder or m.corrects is not null)
                and not exists (select from engagement.kit_movement c where c.corrects = m.id)) as first_month
      from there
    )
    select there.number, there.place, null::date, count(*)::integer from there group by there.number, there.place
    union all
    select given.number, given.place, given.first_month, count(*)::integer
    from given where given.first_month is not null group by given.number, given.place, given.first_month;
  end
  $$;
