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
