-- The order of the walk goes to the phone of whoever has a round, as a page of its own: phones of the first format of pages are
-- not given it and read all others as before. A home that comes first of all in a round says so at its door.

alter table engagement.assignment_home add column comes_first boolean not null default false;
comment on column engagement.assignment_home.comes_first is 'official | uk-gdpr | programme+6y | Whether it was to be called at first of all: a burglary near it in the days before';

create or replace function engagement.tell_assignments() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/assignment', a.id,
           jsonb_build_object('assignment', a.id, 'person', a.person, 'name', a.name, 'from', a.from_day, 'until', a.until_day,
             'streets', to_jsonb(a.streets))
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/ground', a.id, jsonb_build_object('assignment', a.id) || a.ground
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/homes', h.home,
           jsonb_build_object('home', h.home, 'address', h.address, 'postcode', h.postcode, 'street', h.street, 'door', h.door,
             'order', h.door_order, 'flat', h.flat, 'floor', h.floor, 'core', h.core,
             -- Flats behind one door are a block: the same one in whatever assignment, and in another ward never.
             'block', case when h.flat is not null then
               encode(substr(sha256(convert_to(concat_ws(E'\n', h.ward, h.postcode, h.street, h.door), 'UTF8')), 1, 16), 'hex')::uuid end,
             'latitude', h.latitude, 'longitude', h.longitude,
             -- Of a burgled home and of those around it alike: it is said of none that it was burgled.
             'first', case when h.comes_first then 'A burglary near here in the days before' end)
    from fresh h join engagement.assignment a on a.id = h.assignment order by a.id, h.street, h.door_order, h.home;
    perform engagement.renew_pages('{}', array(select distinct assignment from fresh));
    return null;
  end
  $$;

create function engagement.tell_walks() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/walk', a.id,
           jsonb_build_object('assignment', a.id, 'homes', walked.homes)
    from (
      select assignment, jsonb_agg(home order by place) as homes from engagement.round_home
      where assignment in (select assignment from fresh) group by assignment
    ) walked
    join engagement.assignment a on a.id = walked.assignment order by a.id;
    return null;
  end
  $$;
comment on function engagement.tell_walks() is
  'Crossing: purpose the order of a walk goes to its person''s phone; operation none, nothing of it leaves the trigger; columns those of the page.';
revoke all on function engagement.tell_walks() from public;
create trigger tell_walks after insert on engagement.round_home
  referencing new table as fresh for each statement execute function engagement.tell_walks();
