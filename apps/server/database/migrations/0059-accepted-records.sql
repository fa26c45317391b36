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
