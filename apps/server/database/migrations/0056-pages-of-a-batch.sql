-- What a batch tells is looked up by its events, and nothing else is read: a plan that was kept while these tables were empty
-- read every safety note of the force for each batch, those of new assignments too, where no assignment was new.
create or replace function engagement.write_pages(told uuid[], made uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  -- Planned once for each connection: for every batch anew it took longer than the writing.
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    moment constant text := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
    today constant date := (now() at time zone 'Europe/London')::date;
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/outcomes', touched.home,
           case when last.outcome is not null then jsonb_build_object('home', touched.home, 'outcome', last.outcome,
             'at', to_char(last.at at time zone 'UTC', moment), 'tries', last.tries, 'card', last.card) end
    from (
      select assignment, home from engagement.assignment_home where cardinality(made) > 0 and assignment = any (made)
      union
      select h.assignment, h.home from engagement.visit v join engagement.assignment_home h on h.home = v.home
      where v.event = any (told)
    ) touched
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select v.outcome, v.at, v.card, count(*) over () as tries
      from engagement.visit v where v.home = touched.home and engagement.stands(v.event)
      order by v.at desc, v.event desc limit 1
    ) last on true
    where (last.outcome is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.home;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/safety', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home, 'risk', n.risk, 'note', n.note,
             'day', (n.at at time zone 'Europe/London')::date) end
    from (
      select h.assignment, n.event from engagement.safety_note n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.safety_note n on n.home = h.home
      where cardinality(made) > 0 and h.assignment = any (made) and engagement.stands(n.event)
    ) touched
    join engagement.safety_note n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home,
             'from', to_char(n.from_at at time zone 'UTC', moment), 'to', to_char(n.to_at at time zone 'UTC', moment)) end
    from (
      select h.assignment, n.event from engagement.appointment n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.appointment n on n.home = h.home
      where cardinality(made) > 0 and h.assignment = any (made) and n.to_at > now() and engagement.stands(n.event)
    ) touched
    join engagement.appointment n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    -- A card of a block is shared with whoever walks the ward that it was seen in.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/blocks', touched.block,
           case when last.card is not null then jsonb_build_object('block', touched.block, 'card', last.card,
             'day', (last.at at time zone 'Europe/London')::date) end
    from (
      select a.id, c.block from engagement.block_card c join engagement.assignment a on a.ward = c.ward where c.event = any (told)
      union
      select a.id, c.block from engagement.assignment a join engagement.block_card c on c.ward = a.ward
      where cardinality(made) > 0 and a.id = any (made)
    ) touched
    join engagement.assignment a on a.id = touched.id and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select c.card, c.at from engagement.block_card c
      where c.block = touched.block and c.ward = a.ward and engagement.stands(c.event) order by c.at desc, c.event desc limit 1
    ) last on true
    where (last.card is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.block;
  end
  $$;
