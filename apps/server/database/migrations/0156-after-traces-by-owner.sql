-- Statements of loss and returns are of one kit and of one owner: several lived in the homes of a trace, and each says another thing.
-- Rows of before keep neither. What a sergeant refused of a kit's life is told as refused. The questions of planting are asked of all
-- days between the offence and the recovery. How often the method is assumed to be right is kept beside the ratio that it caps.

alter table enforcement.loss_statement
  add column kit uuid,
  add column resident uuid,
  add foreign key (trace, kit) references enforcement.trace_kit (trace, kit),
  add constraint loss_statement_whose check (kit is not null and resident is not null) not valid;
comment on column enforcement.loss_statement.kit is 'personal | part-3 | programme+6y | Their kit';
comment on column enforcement.loss_statement.resident is 'personal | part-3 | programme+6y | Who lost it';

alter table enforcement.item_return
  add column kit uuid,
  add column resident uuid,
  add foreign key (trace, kit) references enforcement.trace_kit (trace, kit),
  -- Nobody signs for nobody.
  add constraint item_return_whose check (kit is not null and (resident is not null or signature is null)) not valid;
comment on column enforcement.item_return.kit is 'personal | part-3 | programme+6y | Their kit';
comment on column enforcement.item_return.resident is 'personal | part-3 | programme+6y | To whom it went back; null where there is no owner';

alter table enforcement.trace_reading add column right_share double precision check (right_share > 0 and right_share <= 1);
comment on column enforcement.trace_reading.right_share is 'official | part-3 | programme+6y | How often the method was assumed to report the match where there is one';

drop function engagement.contamination(uuid[]);
create function engagement.contamination(asked uuid[])
  returns table (kit uuid, at timestamptz, kind text, holder text, home uuid, ward text, disputed boolean, refused boolean, reason text,
                 actor text, recorded_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.id, moved.at, moved.kind,
           case split_part(moved.holder, ':', 1)
             when 'home' then null
             when 'store' then 'Central store'
             when 'bcu' then 'Store of ' || substr(moved.holder, 5)
             when 'team' then (select team.name from engagement.team where team.id = substr(moved.holder, 6)::uuid)
             when 'transit' then 'on the way'
             when 'person' then moved.holder
             else substr(moved.holder, strpos(moved.holder, ':') + 1)
           end,
           moved.home, moved.ward, moved.sequence is null and settled.id is null, moved.sequence is null and not coalesce(settled.accepted, true),
           act.reason, moved.actor, moved.recorded_at
    from engagement.kit k join engagement.kit_movement moved on moved.kit = k.id join engagement.kit_act act on act.id = moved.act
    left join engagement.kit_settlement settled on settled.id = moved.id
    where k.id = any (asked) and foundation.actor_id() is not null
    union all
    select k.id, k.exists_from, 'made', null, null, null, false, false, null, k.actor, k.recorded_at
    from engagement.kit k where k.id = any (asked) and k.made_on is not null and foundation.actor_id() is not null
    union all
    select said.kit, said.at, case said.what when 'applied' then 'applied' when 'moving' then 'household moves' else 'household registers' end,
           null, said.home, said.ward, false, false, null, null, said.recorded_at
    from engagement.kit_statement said where said.kit = any (asked) and foundation.actor_id() is not null
    union all
    select k.id, v.at, 'applied', null, v.home, v.ward, false, false, null, v.actor, v.at
    from engagement.kit k
    cross join lateral (select distinct m.home from engagement.kit_movement m where m.kit = k.id and m.home is not null) had
    join engagement.visit v on v.home = had.home and v.outcome = 'protected' join engagement.phone_event e on e.id = v.event and e.kit = k.serial
    where k.id = any (asked) and foundation.actor_id() is not null
      and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
    order by 2, 11, 3;
  end;
comment on function engagement.contamination(uuid[]) is
  'Crossing: purpose whether a mark could have been planted; operation combination; columns the life of kits from made to lost, with reasons, homes and wards, and the colleagues who had them.';
revoke all on function engagement.contamination(uuid[]) from public;

drop function engagement.handled_liquid(text[], date);
create function engagement.handled_liquid(people text[], from_day date, to_day date) returns table (person text, how text, kits integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with days as (
      select from_day::timestamp at time zone 'Europe/London' as begins, (to_day + 1)::timestamp at time zone 'Europe/London' as ends
    ), hands as (
      select who.person, who.person as holder, 'had kits' as how from unnest(people) who (person)
      union all
      select distinct who.person, 'team:' || m.team, 'their team had kits' from unnest(people) who (person)
      join engagement.team_member m on 'person:' || m.person = who.person
      where m.from_day <= to_day and coalesce(m.to_day, 'infinity'::date) >= from_day
        and (m.ended_at is null or m.ended_at > (select begins from days))
    )
    select hands.person, hands.how, count(distinct had.kit)::integer
    from days cross join hands join engagement.kit_movement had on had.holder = hands.holder and had.holder ~ '^(person|team):'
    where foundation.actor_id() is not null and had.at < days.ends and had.sequence is not null
      and not exists (select from engagement.kit_movement after where after.kit = had.kit and after.sequence = had.sequence + 1
                      and after.at < days.begins)
    group by 1, 2
    union all
    select act.actor, 'moved kits', sum(act.kits)::integer
    from days cross join engagement.kit_act act
    where foundation.actor_id() is not null and act.actor = any (people) and act.at >= days.begins and act.at < days.ends
    group by 1
    order by 1, 2;
  end;
comment on function engagement.handled_liquid(text[], date, date) is
  'Crossing: purpose whether anybody who had an item in hand had to do with liquid before it was recovered and read; operation combination; columns these colleagues, how, and with how many kits.';
revoke all on function engagement.handled_liquid(text[], date, date) from public;

drop function engagement.open_nearby(uuid[], date, integer);
create function engagement.open_nearby(homes uuid[], from_day date, to_day date, metres integer)
  returns table (how text, kits integer, people text[])
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with near as (
      select distinct other.id from engagement.home here
      join engagement.home other on other.easting between here.easting - metres and here.easting + metres
        and other.northing between here.northing - metres and here.northing + metres
        and (other.easting - here.easting) ^ 2 + (other.northing - here.northing) ^ 2 <= metres::float8 ^ 2
      where here.id = any (homes) and metres between 0 and 1000 and foundation.actor_id() is not null
    ), opened as (
      select 'given out' as how, m.kit::text as kit, m.actor from near join engagement.kit_movement m on m.home = near.id
      where m.kind = 'delivered' and m.sequence is not null and (m.at at time zone 'Europe/London')::date between from_day and to_day
      union
      select 'applied', s.kit::text, null from near join engagement.kit_statement s on s.home = near.id
      where s.applied_on between from_day and to_day
      union
      select 'applied', coalesce(e.kit, v.home::text), v.actor from near join engagement.visit v on v.home = near.id
      join engagement.phone_event e on e.id = v.event
      where v.outcome = 'protected' and (v.at at time zone 'Europe/London')::date between from_day and to_day
    )
    select how, count(distinct kit)::integer, array_agg(distinct actor) filter (where actor is not null) from opened group by how order by how;
  end;
comment on function engagement.open_nearby(uuid[], date, date, integer) is
  'Crossing: purpose whether other liquid was open near a home between the offence and the recovery; operation combination; columns numbers of kits given out and applied, and the colleagues who were there.';
revoke all on function engagement.open_nearby(uuid[], date, date, integer) from public;

-- Whoever sent a scan knows it again wherever they are posted since: a phone that heard no answer sends the same once more.
create function enforcement.scans_told(device uuid, ids uuid[], sequences bigint[])
  returns table (id uuid, content bytea, answer jsonb, sequence bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select told.id, told.content, told.answer, case when told.phone = device then told.sequence end
    from enforcement.phone_scan told
    where told.actor = (select foundation.actor_id())
      and (told.id = any (ids) or (told.phone = device and told.sequence = any (sequences)));
  end;
comment on function enforcement.scans_told(uuid, uuid[], bigint[]) is
  'Crossing: purpose a scan that is sent again is answered as before, also after a change of posting; operation none, nobody is shown any; columns what was answered to scans that the asker sent themselves.';
revoke all on function enforcement.scans_told(uuid, uuid[], bigint[]) from public;
