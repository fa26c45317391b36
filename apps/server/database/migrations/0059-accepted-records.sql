-- A record that was set aside and that a sergeant accepts counts from then on, in its author's name. That it was accepted is a turn
-- of it, so that of an acceptance and an answer of its author at the same moment one has the turn, and the other is judged again.
alter table engagement.event_turn
  drop constraint event_turn_how_check,
  add constraint event_turn_how_check check (how in ('undone', 'corrected', 'given up', 'stands again', 'accepted')),
  -- Who accepts a record is in engagement.set_aside_decision; it is accepted by no other event.
  add check (how <> 'accepted' or (stands and by_event = event));
comment on table engagement.event_turn is 'That an event stands no more, or again: undone, corrected, given up, and the undo of each; and that one that was set aside was accepted. One without a turn stands.';
comment on column engagement.event_turn.by_event is 'official | uk-gdpr | programme+6y | Event that did it; of one that was accepted, the event itself';
comment on column engagement.event_turn.actor is 'personal | uk-gdpr | audit+6y | The event''s own author; engagement.set_aside_decision has who accepted it';

-- Whom an accepted record names is known by what they agreed to: its row stays as it came.
create or replace function engagement.events_about(subject uuid) returns table (id uuid)
  language sql stable
  begin atomic
    with recursive who as (
      select resident.id, resident.home, resident.from_day, coalesce(resident.to_day, 'infinity'::date) as to_day
      from engagement.resident where resident.id = subject
    ), about as (
      select e.id from who join engagement.phone_event e on e.resident = who.id
      union
      select c.id from who join engagement.consent c on c.resident = who.id
      union
      select e.id from who join engagement.phone_event e on e.home = who.home
      left join engagement.consent c on c.id = e.id
      where e.resident is null and c.resident is null and (e.at at time zone 'Europe/London')::date <= who.to_day
        and (e.decision = 'set aside' or (e.at at time zone 'Europe/London')::date >= who.from_day)
      union
      select e.id from about join engagement.phone_event e on e.of_event = about.id
      left join engagement.consent c on c.id = e.id
      where e.kind = 'reply' and e.resident is null and c.resident is null and (e.home is null or e.home = (select who.home from who))
    )
    select about.id from about;
  end;

-- Its author is told of an acceptance once: by the decision.
create or replace function engagement.tell_set_aside() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    told uuid[];
  begin
    case tg_table_name
      when 'phone_event' then told := array(select id from fresh where decision = 'set aside');
      when 'event_turn' then told := array(select event from fresh where how <> 'accepted');
      else told := array(select event from fresh);
    end case;
    if cardinality(told) = 0 then return null; end if;
    insert into engagement.page_change (reader, page, id, data)
    select e.actor, substr(e.actor, 8) || '/set-aside', e.id,
           jsonb_build_object('event', e.answer, 'decided', coalesce(d.decision,
             case when engagement.stands(e.id) then 'waiting' when last.how = 'corrected' then 'accepted' else 'given-up' end))
    from engagement.phone_event e left join engagement.set_aside_decision d on d.event = e.id
    left join lateral (select how from engagement.event_turn t where t.event = e.id order by turn desc limit 1) last on true
    where e.id = any (told) and e.decision = 'set aside' order by e.id;
    return null;
  end
  $$;

-- That a home is to be left out, as an officer tells it at its door, is a proposal that somebody else decides. Its note stays with
-- the visit, encrypted as it came: what is erased there must not stay here.
alter table engagement.home_proposal
  add column event uuid references engagement.phone_event on delete cascade,
  add column seen_at timestamptz,
  add constraint home_proposal_once unique (event),
  add check ((event is null) = (seen_at is null)),
  add check (event is null or kind = 'exclude');
comment on column engagement.home_proposal.event is 'official | uk-gdpr | programme+6y | Event of a phone that told it at the door; null where it was proposed at the desk';
comment on column engagement.home_proposal.seen_at is 'personal | uk-gdpr | programme+6y | When the officer was at the door';
comment on column engagement.home_proposal.note is 'personal | uk-gdpr | programme+6y | What was seen; of one from a door the event has it';

-- Whoever tells of the same home while a proposal waits makes no other: the one stands for both, until neither visit does.
create function engagement.proposal_stands(of_home uuid, by_event uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select foundation.actor_id() is not null and (by_event is null or exists (
      select from engagement.visit v
      where v.home = of_home and v.outcome = 'leave-out' and engagement.stands(v.event)
        and (v.event = by_event or not exists (select from engagement.home_proposal o where o.event = v.event))));
  end;
comment on function engagement.proposal_stands(uuid, uuid) is
  'Crossing: purpose a proposal ends with the visit that made it; operation none; columns whether such a visit stands.';
revoke all on function engagement.proposal_stands(uuid, uuid) from public;

create function engagement.leaving_out_waits(of_home uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select foundation.actor_id() is not null and exists (
      select from engagement.home_proposal o
      where o.home = of_home and o.kind = 'exclude' and engagement.proposal_stands(o.home, o.event)
        and not exists (select from engagement.home_decision d where d.proposal = o.id));
  end;
comment on function engagement.leaving_out_waits(uuid) is
  'Crossing: purpose a home is proposed once, whoever told of it; operation none; columns whether such a proposal waits.';
revoke all on function engagement.leaving_out_waits(uuid) from public;

-- A household that declines by its card is a home where somebody said no: nobody was at the door, so that it is no try.
create or replace function engagement.states_of(asked uuid[])
  returns table (home uuid, ward text, bcu text, area text, street text, state text, is_offered boolean, tries integer, ends_on date)
  language sql stable
  begin atomic
    with there as (
      select h.id, h.ward, h.bcu, h.street, coalesce(p.code, '') as area,
             case coalesce(now.sort, 'dwelling') when 'dwelling' then true when 'undivided' then true
                  when 'bedsit' then rule.bedsits when 'shared' then not rule.bedsits else false end as counts,
             coalesce(said.kind = 'exclude', false) as left_out
      from engagement.home h
      cross join (select coalesce((select s.value = 1 from foundation.setting s where s.name = 'bedsits are homes'
                                   order by s.version desc limit 1), true) as bedsits) rule
      left join places.counted_ground g on true
      left join places.point_area p
        on p.kind = g.kind and p.valid_from = g.valid_from and p.easting = h.easting and p.northing = h.northing
      left join lateral (
        select f.sort from places.address_fact f join places.address_decision d on d.edition = f.edition and d.accepted
        where f.uprn = h.uprn order by d.turn desc limit 1
      ) now on true
      left join lateral (
        select o.kind from engagement.home_proposal o join engagement.home_decision d on d.proposal = o.id and d.approved
        where o.home = h.id and o.kind in ('exclude', 'restore') order by d.turn desc limit 1
      ) said on true
      where h.id = any (asked)
    ), kit as (
      -- A bottle in dispute counts for nobody, and one that has gone elsewhere not here.
      select t.id as home, m.kit, min((m.at at time zone 'Europe/London')::date) as given_on
      from there t
      join engagement.kit_movement m on m.home = t.id and m.sequence is not null
      join engagement.kit_position p on p.id = m.kit and p.disputed = 0 and p.holder = 'home:' || t.id
      -- By what brought it there, as everywhere: a recall at the home brings nothing.
      where (m.from_holder is distinct from m.holder or m.corrects is not null)
        and not exists (select from engagement.kit_movement c where c.corrects = m.id)
      group by t.id, m.kit
    ), applied as (
      -- What was applied had been given, though the ledger may have been corrected later.
      select kit.home, least(kit.given_on, told.applied_on) as given_on, told.applied_on
      from kit cross join lateral (
        select max((v.at at time zone 'Europe/London')::date) as applied_on
        from engagement.visit v join engagement.phone_event e on e.id = v.event join engagement.kit k on k.id = kit.kit
        where v.home = kit.home and v.outcome = 'protected' and e.kit = k.serial
          and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
      ) told
    ), mark as (
      select a.home, a.given_on, a.applied_on is not null as is_applied,
             least(
               -- A household that moved takes its things along: until somebody registers who lives there now.
               (select case when bool_and(r.to_day is not null) then max(r.to_day) + 1 end
                from engagement.resident r
                where r.home = a.home and coalesce(r.to_day, 'infinity') >= a.given_on
                  and (not r.by_phone or exists (
                    select from engagement.consent c where c.resident = r.id
                      and coalesce((select t.stands from engagement.event_turn t where t.event = c.id order by t.turn desc limit 1), true)))),
               -- A mark lasts five years; one of 29 February ends on 1 March.
               case when to_char(a.applied_on, 'MMDD') = '0229' then (a.applied_on + 1 + interval '5 years')::date
                    else (a.applied_on + interval '5 years')::date end) as ends_on
      from applied a
    ), word as (
      -- What became of the door, and what its household said by the card that was left there.
      select v.home, v.event as id, v.outcome, v.at, (v.at at time zone 'Europe/London')::date as day, true as is_try,
             v.outcome in ('refused', 'come-back', 'tell-sergeant', 'delivered', 'protected') as met
      from engagement.visit v
      where v.home = any (asked) and v.outcome <> 'leave-out'
        and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
      union all
      select r.home, r.message, 'refused', r.at, (r.at at time zone 'Europe/London')::date, false, true
      from engagement.card_request r
      where r.home = any (asked) and r.what = 'decline' and engagement.request_stands(r.message, r.event)
    ), fact as (
      select word.home, word.day from word
      union all
      select mark.home, mark.given_on from mark
    ), begun as (
      -- Once a mark has ended and something was done again, the home begins anew from that day.
      select m.home, max(m.ends_on) as day from mark m
      where m.ends_on is not null
        and not exists (select from mark o where o.home = m.home and o.given_on < m.ends_on and coalesce(o.ends_on, 'infinity') > m.ends_on)
        and exists (select from fact f where f.home = m.home and f.day >= m.ends_on)
      group by m.home
    ), kits as (
      select m.home, bool_or(m.is_applied) as applied, max(m.ends_on) filter (where m.is_applied) as marks_end,
             case when bool_and(m.ends_on is not null) then max(m.ends_on) end as all_end
      from mark m left join begun on begun.home = m.home
      where begun.day is null or m.given_on >= begun.day
      group by m.home
    ), words as (
      select w.home, (count(*) filter (where w.is_try))::integer as tries, bool_or(w.met) as met,
             (array_agg(w.outcome order by w.at desc, w.id desc) filter (where w.met))[1] as said
      from word w left join begun on begun.home = w.home
      where begun.day is null or w.day >= begun.day
      group by w.home
    )
    select t.id, t.ward, t.bcu, t.area, t.street,
           case when not t.counts then 'outside' when t.left_out then 'excluded' when kits.applied then 'protected'
                when kits.home is not null then 'delivered' when words.said = 'refused' then 'refused' when words.met then 'come back'
                when words.home is not null then 'no answer' else 'not yet' end,
           kits.home is not null or coalesce(words.met, false), coalesce(words.tries, 0),
           case when kits.applied then kits.marks_end else kits.all_end end
    from there t left join kits on kits.home = t.id left join words on words.home = t.id;
  end;

create or replace function engagement.keep_states() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    told uuid[];
  begin
    case tg_table_schema || '.' || tg_table_name
      when 'engagement.visit' then told := array(select distinct home from fresh);
      when 'engagement.card_request' then told := array(select distinct home from fresh where what <> 'needs');
      when 'engagement.event_turn' then
        told := array(select distinct v.home from fresh join engagement.visit v on v.event = fresh.event);
      when 'engagement.kit_movement' then
        -- Every home that such a bottle has ever been at: a dispute takes it from the one, a correction from the other.
        told := array(select distinct m.home from fresh join engagement.kit_movement m on m.kit = fresh.kit
                      where m.home is not null
                        and (fresh.home is not null or fresh.from_holder like 'home:%' or fresh.corrects is not null or fresh.sequence is null));
      when 'engagement.kit_settlement' then
        told := array(select distinct m.home from fresh join engagement.kit_movement told on told.id = fresh.id
                      join engagement.kit_movement m on m.kit = told.kit where m.home is not null);
      when 'engagement.home_decision' then
        told := array(select distinct p.home from fresh join engagement.home_proposal p on p.id = fresh.proposal where fresh.approved);
      when 'engagement.home' then told := array(select id from fresh);
      when 'engagement.resident' then
        -- Who lives there and has not left changes nothing, unless somebody has.
        told := array(select distinct f.home from fresh f
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null));
      when 'engagement.consent' then
        told := array(select distinct f.home from fresh f
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null));
      when 'places.address_decision' then
        told := array(select h.id from fresh join places.address_fact f on f.edition = fresh.edition
                      join engagement.home h on h.uprn = f.uprn where fresh.accepted);
      when 'places.point_area' then
        told := array(select h.id from places.counted_ground g
                      join fresh on fresh.kind = g.kind and fresh.valid_from = g.valid_from
                      join engagement.home h on h.easting = fresh.easting and h.northing = fresh.northing);
      when 'foundation.setting' then
        told := array(select distinct h.id from places.address_fact f join engagement.home h on h.uprn = f.uprn
                      where f.sort in ('bedsit', 'shared') and exists (select from fresh where name = 'bedsits are homes'));
      else told := array(select id from engagement.home);
    end case;
    perform engagement.keep_states_of(told);
    return null;
  end
  $$;
create trigger keep_states after insert on engagement.card_request
  referencing new table as fresh for each statement execute function engagement.keep_states();
comment on column engagement.home_state.is_offered is 'personal | uk-gdpr | derived | Whether somebody was found there, declined by a card, or has a kit';
comment on column engagement.home_state.tries is 'personal | uk-gdpr | derived | Visits that stand since its last mark ended; what was said by a card is none';
comment on column engagement.street_count.offered is 'official | uk-gdpr | derived | Where somebody was found, declined by a card, or has a kit';
comment on column engagement.street_count.refused is 'official | uk-gdpr | derived | Where somebody refused, at the door or by a card';

-- Homes that had declined as this begins.
do $$
declare
  name text;
  read constant text[] := array['engagement.home', 'engagement.home_proposal', 'engagement.home_decision', 'engagement.kit',
    'engagement.kit_movement', 'engagement.kit_position', 'engagement.visit', 'engagement.event_turn', 'engagement.phone_event',
    'engagement.resident', 'engagement.consent', 'engagement.home_state', 'engagement.street_count', 'engagement.street_end',
    'engagement.card_request', 'places.counted_ground', 'places.address_fact', 'places.address_decision', 'places.point_area',
    'foundation.setting'];
begin
  foreach name in array read loop execute format('alter table %s no force row level security', name); end loop;
  perform engagement.keep_states_of(array(select distinct r.home from engagement.card_request r where r.what = 'decline'));
  foreach name in array read loop execute format('alter table %s force row level security', name); end loop;
end
$$;
