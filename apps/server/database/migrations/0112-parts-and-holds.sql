-- What is taken from an exhibit begins where that is: in the hand and BCU of the fact that took it, no earlier, and of its kind. What is
-- taken from skin is skin, goes with it and is kept with it (PACE s.63R, s.63U), and what had to be destroyed is used for nothing. A legal
-- hold keeps an exhibit from its owner too, and from any offer of an end; it is on all that was and will be taken from it, and lifted of each. The answer to a question is of the exhibit that it names.

alter table enforcement.exhibit_event add constraint exhibit_event_of unique (id, exhibit);
alter table enforcement.exhibit_answer
  add constraint exhibit_answer_of foreign key (id, exhibit) references enforcement.exhibit_event (id, exhibit);

create or replace function enforcement.keep_exhibits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a fact of exhibits', true);
    update enforcement.exhibit_position p
    set sequence = f.sequence, at = f.at, seen_at = f.at, seen_by = f.actor, holder = f.holder, seal = f.seal, bcu = f.bcu,
        shelf = case when f.holder = f.from_holder then coalesce(f.shelf, p.shelf) else f.shelf end
    from fresh f where p.exhibit = f.exhibit and f.sequence > 1;
    insert into enforcement.exhibit_position (exhibit, sequence, at, seen_at, seen_by, holder, shelf, seal, bcu, is_held, kept_for)
    select f.exhibit, 1, f.at, f.at, f.actor, f.holder, f.shelf, f.seal, f.bcu, coalesce(whole.is_held, false), whole.kept_for
    from fresh f left join enforcement.exhibit_position whole on whole.exhibit = f.parent where f.sequence = 1;
    insert into enforcement.exhibit_place select distinct f.exhibit, f.bcu from fresh f on conflict do nothing;
    if exists (select from fresh f
               join enforcement.exhibit_event took on took.exhibit = f.parent and took.sequence = f.parent_sequence
               join enforcement.exhibit part on part.id = f.exhibit join enforcement.exhibit whole on whole.id = f.parent
               where f.holder <> took.holder or f.bcu <> took.bcu or f.at < took.at or took.kind not in ('sampled', 'split')
                 or case when whole.kind = 'skin swab' then part.kind <> 'skin swab' or part.destroy_by > whole.destroy_by
                         else took.kind <> case part.kind when 'item' then 'split' else 'sampled' end end) then
      raise exception 'a part that does not follow from what it was taken from' using errcode = '23514', constraint = 'exhibit_event_part';
    end if;
    -- The row of each was changed above, and is ours until the end: a ruling comes before or after, never between.
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               where p.is_held and f.holder like 'gone:%') then
      raise exception 'an exhibit under a legal hold' using errcode = '23514', constraint = 'exhibit_event_hold';
    end if;
    -- Whoever brings a sample to a laboratory without a courier uses it as whoever sends it does.
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               where p.kept_for is distinct from f.offence and p.kept_for is not null
                 and (f.kind in ('opened', 'sampled', 'split', 'sent')
                      or (f.holder like 'laboratory:%' and f.holder <> f.from_holder and f.from_holder not like 'courier:%'))) then
      raise exception 'a sample that is kept for another offence' using errcode = '23514', constraint = 'exhibit_event_offence';
    end if;
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               join enforcement.exhibit e on e.id = f.exhibit
               where p.kept_for is null and e.destroy_by < (f.at at time zone 'Europe/London')::date
                 and (f.kind in ('opened', 'sampled', 'split', 'sent')
                      or (f.holder like 'laboratory:%' and f.holder <> f.from_holder and f.from_holder not like 'courier:%'))) then
      raise exception 'a sample that had to be destroyed' using errcode = '23514', constraint = 'exhibit_event_skin';
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;

create or replace function enforcement.offer_exhibits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               where p.is_held and f.holder like 'gone:%') then
      raise exception 'an exhibit under a legal hold' using errcode = '23514', constraint = 'exhibit_event_hold';
    end if;
    insert into enforcement.exhibit_place
    select distinct f.exhibit, substr(f.holder, 7) from fresh f where f.holder like 'store:%' on conflict do nothing;
    return null;
  end
  $$;

create or replace function enforcement.keep_rulings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a ruling on an exhibit', true);
    update enforcement.exhibit_position p
    set is_held = case r.kind when 'hold' then true when 'hold lifted' then false else p.is_held end,
        kept_for = coalesce(r.offence, p.kept_for),
        review_on = case when r.kind = 'review' then r.review_on else p.review_on end,
        answer = case when r.kind = 'review' then r.answer else p.answer end
    from fresh r where p.exhibit = r.exhibit;
    -- Whoever takes a part changes the row of the whole first, so that none is taken between these two.
    with recursive below as (
      select part.id, r.kind, r.offence from fresh r join enforcement.exhibit part on part.parent = r.exhibit
      where r.kind = 'hold' or r.offence is not null
      union all
      select part.id, below.kind, below.offence from below join enforcement.exhibit part on part.parent = below.id
    )
    update enforcement.exhibit_position p
    set is_held = p.is_held or below.kind = 'hold', kept_for = coalesce(below.offence, p.kept_for)
    from below where p.exhibit = below.id;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;

-- By the day on which it is done, whatever day is told.
create function enforcement.refuse_spent_skin() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from fresh f join enforcement.exhibit e on e.id = f.exhibit
               join enforcement.exhibit_position p on p.exhibit = e.id
               where p.kept_for is null and e.destroy_by < (clock_timestamp() at time zone 'Europe/London')::date) then
      raise exception 'a sample that had to be destroyed' using errcode = '23514', constraint = 'exhibit_event_skin';
    end if;
    return null;
  end
  $$;
comment on function enforcement.refuse_spent_skin() is
  'Crossing: purpose skin that had to be destroyed is neither read nor sent; operation none, nothing of it leaves the trigger; columns its last day and what it is kept for.';
revoke all on function enforcement.refuse_spent_skin() from public;
create trigger refuse_spent_skin after insert on enforcement.field_reading
  referencing new table as fresh for each statement execute function enforcement.refuse_spent_skin();
create trigger refuse_spent_skin after insert on enforcement.sent_sample
  referencing new table as fresh for each statement execute function enforcement.refuse_spent_skin();
