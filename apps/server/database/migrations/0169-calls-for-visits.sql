-- What somebody says by telephone whoever takes the call can pass on as a card would: by the code of the card, or, where the card is
-- lost, by postcode and number. Nothing is looked up while they talk, so that whoever takes the call learns nothing of a code or a
-- home. A visit is turned down by the code alone: anybody could ring for another's address.

alter table engagement.card_message
  alter column card drop not null,
  add column number text check (length(number) between 1 and 20),
  add column flat integer check (flat > 0),
  add check ((card is null) = (number is not null)),
  add check (flat is null or number is not null),
  add check (card is not null or what <> 'decline');
comment on table engagement.card_message is 'What was said with the code of a card, or by telephone of an address, as it came, whether there is such a card or home or not: for 30 days.';
comment on column engagement.card_message.card is 'official | uk-gdpr | 30d | Code that was typed; null where a caller gave their address';
comment on column engagement.card_message.number is 'personal | uk-gdpr | 30d | House number or name that a caller gave, capitals';
comment on column engagement.card_message.flat is 'personal | uk-gdpr | 30d | Number of the flat that they gave';
comment on column engagement.card_message.actor is 'personal | uk-gdpr | 30d | The visitor, or whoever took the call';

-- By an address a message goes to the one home that has it, and to the last card that was left there: who was never called at
-- has nothing to answer yet.
create or replace function engagement.take_card_messages() returns setof uuid
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    return query with meant as (
      select m.id, v.event, v.home, v.ward, v.bcu, v.card, v.at as left_at
      from engagement.card_message m
      cross join lateral (
        select c.is_left, c.event from engagement.left_card c where c.card = m.card order by c.turn desc limit 1
      ) last
      join engagement.visit v on v.event = last.event and v.card = m.card
      join engagement.home h on h.id = v.home
      where last.is_left and engagement.stands(v.event)
        and (h.postcode = m.postcode
             or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = m.postcode))
        and not exists (select from engagement.card_request r where r.message = m.id and r.event = v.event)
      union all
      select m.id, v.event, v.home, v.ward, v.bcu, v.card, v.at
      from engagement.card_message m
      cross join lateral (
        select (array_agg(h.id))[1] as id from engagement.home h
        where h.postcode = m.postcode and upper(h.number) = m.number and h.flat is not distinct from m.flat having count(*) = 1
      ) there
      cross join lateral (
        select v.* from engagement.visit v join engagement.left_card c on c.card = v.card and c.event = v.event
        where v.home = there.id and c.is_left and engagement.stands(v.event)
          and not exists (select from engagement.left_card later where later.card = c.card and later.turn > c.turn)
        order by v.at desc, v.event desc limit 1
      ) v
      where m.card is null
        and not exists (select from engagement.card_request r where r.message = m.id and engagement.stands(r.event))
    ), added as (
      insert into engagement.card_request (message, event, home, ward, bcu, card, what, from_at, to_at, language, needs, at)
      select m.id, meant.event, meant.home, meant.ward, meant.bcu, meant.card, m.what, m.from_at, m.to_at, m.language, m.needs, m.at
      from meant join engagement.card_message m on m.id = meant.id
      where m.at < meant.left_at + interval '180 days'
      order by m.at, m.id
      on conflict do nothing
      returning card_request.home
    )
    select distinct added.home from added;
    delete from engagement.card_message where at < now() - interval '30 days';
  end
  $$;
