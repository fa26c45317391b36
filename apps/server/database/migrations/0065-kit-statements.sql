-- What residents say of their kit by its serial and PIN, without signing in: who lives there now, that it was applied, that they
-- are moving. As with cards (0057), what is said is kept as it comes and nothing is looked up meanwhile; a part of the product
-- takes it to the home that has the kit.

create table engagement.kit_message (
  id uuid primary key,
  serial text not null check (length(serial) between 6 and 20),
  proof bytea not null check (octet_length(proof) = 32),
  what text not null check (what in ('registered', 'applied', 'moving')),
  is_applied boolean not null,
  leaves_on date,
  data_key bytea,
  key_version integer,
  name bytea,
  contact bytea,
  name_digest bytea check (octet_length(name_digest) = 32),
  contact_digest bytea check (octet_length(contact_digest) = 32),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((what = 'moving') = (leaves_on is not null)),
  check (what = 'registered' or is_applied = (what = 'applied')),
  check ((what = 'registered') = (name is not null) and (name is null) = (name_digest is null)),
  check ((name is null) = (data_key is null) and (name is null) = (key_version is null)),
  check ((contact is null) = (contact_digest is null) and (contact is null or name is not null))
);
create index kit_message_by_serial on engagement.kit_message (serial, at);
create index kit_message_by_time on engagement.kit_message (at);
comment on table engagement.kit_message is 'What was said with the serial and PIN of a kit, as it came, whether there is such a kit or not: until it is taken to its home, for 30 days at most.';
comment on column engagement.kit_message.id is 'official | uk-gdpr | 30d | UUID that the form was given; of whoever registers, their own from then on';
comment on column engagement.kit_message.serial is 'official | uk-gdpr | 30d | Serial that was typed';
comment on column engagement.kit_message.proof is 'secret | uk-gdpr | 30d | SHA-256 of serial, colon and the PIN that was typed';
comment on column engagement.kit_message.what is 'personal | uk-gdpr | 30d | Somebody registers, says that they used the kit, or that they are moving';
comment on column engagement.kit_message.is_applied is 'personal | uk-gdpr | 30d | Whether they say that it was applied';
comment on column engagement.kit_message.leaves_on is 'personal | uk-gdpr | 30d | Last day in the home of whoever is moving';
comment on column engagement.kit_message.data_key is 'secret | uk-gdpr | 30d | Key of who registers, wrapped by a key outside the database';
comment on column engagement.kit_message.key_version is 'official | uk-gdpr | 30d | Which key wraps it';
comment on column engagement.kit_message.name is 'personal | uk-gdpr | 30d | Name: AES-256-GCM, bound to the resident that it becomes';
comment on column engagement.kit_message.contact is 'personal | uk-gdpr | 30d | Telephone or e-mail, encrypted alike';
comment on column engagement.kit_message.name_digest is 'secret | uk-gdpr | 30d | Keyed digest of the name';
comment on column engagement.kit_message.contact_digest is 'secret | uk-gdpr | 30d | Keyed digest of the contact';
comment on column engagement.kit_message.at is 'official | uk-gdpr | 30d | When it came';
comment on column engagement.kit_message.actor is 'official | uk-gdpr | 30d | Always the visitor';

create table engagement.kit_statement (
  id uuid primary key,
  kit uuid not null references engagement.kit,
  home uuid not null,
  ward text not null,
  bcu text not null,
  what text not null check (what in ('registered', 'applied', 'moving')),
  applied_on date,
  leaves_on date,
  residents uuid[] not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((what = 'moving') = (leaves_on is not null)),
  check (what <> 'applied' or applied_on is not null),
  check (what <> 'moving' or applied_on is null),
  check (what <> 'registered' or cardinality(residents) = 1),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index kit_statement_by_home on engagement.kit_statement (home, at);
create index kit_statement_by_kit on engagement.kit_statement (kit);
create index kit_statement_by_ward on engagement.kit_statement (ward, at);
create index kit_statement_by_bcu on engagement.kit_statement (bcu, at);
comment on table engagement.kit_statement is 'What a household said of its kit: as good as if an officer had been told at the door.';
comment on column engagement.kit_statement.id is 'official | uk-gdpr | programme+6y | Id of the message that said it';
comment on column engagement.kit_statement.kit is 'official | uk-gdpr | programme+6y | The kit, by serial and PIN';
comment on column engagement.kit_statement.home is 'official | uk-gdpr | programme+6y | Home that had it then';
comment on column engagement.kit_statement.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.kit_statement.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.kit_statement.what is 'personal | uk-gdpr | programme+6y | Somebody registered, used the kit, or is moving';
comment on column engagement.kit_statement.applied_on is 'personal | uk-gdpr | programme+6y | Day on which it was said that the kit had been applied';
comment on column engagement.kit_statement.leaves_on is 'personal | uk-gdpr | programme+6y | Last day of who is moving';
comment on column engagement.kit_statement.residents is 'personal | uk-gdpr | programme+6y | Who registered, or who is moving: of those registered then; empty where nobody was';
comment on column engagement.kit_statement.at is 'personal | uk-gdpr | programme+6y | When it was said';
comment on column engagement.kit_statement.recorded_at is 'official | uk-gdpr | programme+6y | When it was taken to the home';

create function engagement.left_on(who uuid) returns date
  language sql stable
  begin atomic
    select s.leaves_on from engagement.resident r join engagement.kit_statement s on s.home = r.home
    where r.id = who and s.what = 'moving' and who = any (s.residents)
    order by s.at desc, s.id desc limit 1;
  end;
comment on function engagement.left_on(uuid) is 'Last day in the home of a resident, as their household said last; null where it said nothing.';

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
        -- As an officer told it at the door, or its household by the page for residents.
        select greatest(
          (select max((v.at at time zone 'Europe/London')::date)
           from engagement.visit v join engagement.phone_event e on e.id = v.event join engagement.kit k on k.id = kit.kit
           where v.home = kit.home and v.outcome = 'protected' and e.kit = k.serial
             and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)),
          (select max(s.applied_on) from engagement.kit_statement s where s.home = kit.home and s.kit = kit.kit)) as applied_on
      ) told
    ), mark as (
      select a.home, a.given_on, a.applied_on is not null as is_applied,
             least(
               -- A household that moved takes its things along: until somebody registers who lives there now.
               (select case when bool_and(lived.to_day is not null) then max(lived.to_day) + 1 end
                from (
                  select coalesce(r.to_day,
                           (select s.leaves_on from engagement.kit_statement s
                            where s.home = r.home and s.what = 'moving' and r.id = any (s.residents)
                            order by s.at desc, s.id desc limit 1)) as to_day
                  from engagement.resident r
                  where r.home = a.home
                    and (not r.by_phone or exists (
                      select from engagement.consent c where c.resident = r.id
                        and coalesce((select t.stands from engagement.event_turn t where t.event = c.id order by t.turn desc limit 1), true)))
                  union all
                  -- A household that nobody had registered.
                  (select s.leaves_on from engagement.kit_statement s
                   where s.home = a.home and s.what = 'moving' and s.residents = '{}' order by s.at desc, s.id desc limit 1)
                ) lived
                where coalesce(lived.to_day, 'infinity') >= a.given_on),
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
      when 'engagement.kit_statement' then told := array(select distinct home from fresh);
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
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null)
                         or exists (select from engagement.kit_statement s where s.home = f.home and s.what = 'moving'));
      when 'engagement.consent' then
        told := array(select distinct f.home from fresh f
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null)
                         or exists (select from engagement.kit_statement s where s.home = f.home and s.what = 'moving'));
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
create trigger keep_states after insert on engagement.kit_statement
  referencing new table as fresh for each statement execute function engagement.keep_states();

-- A kit is at one home, and only who has it in hand knows its PIN. What is said before a phone has told of the delivery waits; what
-- was said before the kit came to where it is now is of another home. Of a serial nothing is taken that came within a day of
-- many other PINs: whoever tries them all and waits gains nothing by the one that is right.
create function engagement.take_kit_messages() returns table (home uuid, resident uuid)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    m record;
    whose uuid[];
  begin
    perform pg_advisory_xact_lock(7230021);
    for m in
      select told.*, (told.at at time zone 'Europe/London')::date as day, k.id as kit, h.id as at_home, h.ward, h.bcu
      from engagement.kit_message told
      join engagement.kit k on k.serial = told.serial and k.pin_digest = told.proof
      join engagement.kit_position p on p.id = k.id and p.disputed = 0
      join engagement.home h on p.holder = 'home:' || h.id
      where told.at >= (
          select moved.at from engagement.kit_movement moved
          where moved.kit = k.id and moved.sequence is not null and moved.home = h.id
            and (moved.from_holder is distinct from moved.holder or moved.corrects is not null)
          order by moved.sequence desc limit 1)
        and not exists (select from engagement.kit_statement s where s.id = told.id)
        and (select count(distinct tried.proof) from engagement.kit_message tried
             where tried.serial = told.serial and tried.proof <> told.proof
               and tried.at between told.at - interval '1 day' and told.at + interval '1 day') < 20
      order by told.at, told.id
    loop
      whose := array(
        select r.id from engagement.resident r
        where r.home = m.at_home and r.to_day is null and r.from_day <= coalesce(m.leaves_on, m.day)
          and coalesce(engagement.left_on(r.id), 'infinity') >= m.day and engagement.resident_stands(r.id, r.by_phone)
          and (m.what = 'moving' or (m.what = 'registered' and r.name_digest = m.name_digest
                                     and r.contact_digest is not distinct from m.contact_digest
                                     and engagement.left_on(r.id) is null))
        order by r.id limit case m.what when 'registered' then 1 end);
      if m.what = 'registered' then
        -- Who is registered already stays as they are.
        if cardinality(whose) = 0 then
          insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, name, contact, name_digest, contact_digest)
          values (m.id, m.at_home, m.ward, m.bcu, m.day, m.data_key, m.key_version, m.name, m.contact, m.name_digest, m.contact_digest);
          whose := array[m.id];
          resident := m.id;
        end if;
      end if;
      insert into engagement.kit_statement (id, kit, home, ward, bcu, what, applied_on, leaves_on, residents, at)
      values (m.id, m.kit, m.at_home, m.ward, m.bcu, m.what, case when m.is_applied then m.day end, m.leaves_on, whose, m.at);
      home := m.at_home;
      return next;
      resident := null;
    end loop;
    delete from engagement.kit_message k
    where k.at < now() - interval '30 days' or exists (select from engagement.kit_statement s where s.id = k.id);
  end
  $$;
comment on function engagement.take_kit_messages() is
  'Crossing: purpose what a household said of its kit goes to its home; operation collection; columns the homes, and who registered.';
revoke all on function engagement.take_kit_messages() from public;

-- Evidence rests on who lived where, so that the entry about a registration commits to its row; whoever takes the messages reads no
-- resident, and is told the digest that goes into the entry alone.
create function engagement.registered_digests(asked uuid[], salt bytea) returns table (id uuid, digest bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select r.id, sha256(salt || convert_to(jsonb_build_array('engagement.resident', r.id, r.home, r.ward, r.bcu, r.from_day, r.to_day,
                                                             r.registered_at, r.erased_at, r.by_phone)::text, 'UTF8'))
    from engagement.resident r
    where r.id = any (asked) and foundation.actor_id() is not null
      and exists (select from engagement.kit_statement s where s.id = r.id and s.what = 'registered');
  end;
comment on function engagement.registered_digests(uuid[], bytea) is
  'Crossing: purpose the log binds who registered by a kit; operation none, digests alone; columns salted digests of registrations.';
revoke all on function engagement.registered_digests(uuid[], bytea) from public;

-- Who says that they are moving is not said to live there after.
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
        on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, engagement.left_on(resident.id), 'infinity'::date)
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

-- What a household said of its kit is told to whoever lived there then.
create or replace function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea, body bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with who as (
      select r.id, r.home, r.from_day, coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date) as to_day
      from engagement.resident r where r.id = subject and foundation.actor_id() is not null
    )
    select 'engagement.resident',
           to_jsonb(r.*) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest']
             || jsonb_build_object('stands', engagement.resident_stands(r.id, r.by_phone)),
           r.data_key, r.key_version, r.name, r.contact, r.vulnerability, null::bytea
    from who join engagement.resident r on r.id = who.id
    union all
    select 'engagement.consent',
           jsonb_build_object('at', c.at, 'agreed', true, 'notice_version', c.notice, 'notice_of', c.notice_day, 'language', c.language,
                              'stands', engagement.stands(c.id), 'officer', c.actor),
           null, null, null, null, null, null
    from who join engagement.consent c on c.resident = who.id
    union all
    select 'engagement.home', to_jsonb(home.*), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home
    union all
    select 'engagement.kit_movement',
           jsonb_build_object('id', moved.id, 'at', moved.at, 'kind', moved.kind, 'home', moved.home, 'ward', moved.ward, 'bcu', moved.bcu,
                              'recorded_at', moved.recorded_at, 'disputed', moved.sequence is null),
           null, null, null, null, null, null
    from who join engagement.kit_movement moved on moved.home = who.home
    where (moved.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.visit',
           jsonb_build_object('at', v.at, 'outcome', v.outcome, 'card', v.card, 'language', v.language, 'needs', v.needs,
                              'stands', engagement.stands(v.event), 'officer', v.actor),
           null, null, null, null, null, null
    from who join engagement.visit v on v.home = who.home
    where (v.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.appointment',
           jsonb_build_object('from', a.from_at, 'to', a.to_at, 'stands', engagement.stands(a.event), 'officer', a.actor),
           null, null, null, null, null, null
    from who join engagement.appointment a on a.home = who.home
    where (a.from_at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.card_request',
           jsonb_build_object('at', r.at, 'card', r.card, 'what', r.what, 'from', r.from_at, 'to', r.to_at, 'language', r.language,
                              'needs', r.needs, 'stands', engagement.request_stands(r.message, r.event)),
           null, null, null, null, null, null
    from who join engagement.card_request r on r.home = who.home
    where (r.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.kit_statement',
           jsonb_build_object('at', s.at, 'what', s.what, 'applied_on', s.applied_on, 'leaves_on', s.leaves_on),
           null, null, null, null, null, null
    from who join engagement.kit_statement s on s.home = who.home
    where (s.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.spot_finding',
           jsonb_build_object('at', f.at, 'found', f.found, 'officer', f.actor),
           null, null, null, null, null, null
    from who join engagement.spot_finding f on f.home = who.home
    where (f.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.safety_note',
           jsonb_build_object('at', n.at, 'risk', n.risk, 'note', n.note, 'stands', engagement.stands(n.event), 'officer', n.actor),
           null, null, null, null, null, null
    from who join engagement.safety_note n on n.home = who.home
    where (n.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.phone_event',
           jsonb_build_object('id', e.id, 'at', e.at, 'received_at', e.received_at, 'kind', e.kind, 'kit', e.kit, 'decision', e.decision,
                              'reason', e.reason, 'stands', engagement.stands(e.id), 'erased_at', e.erased_at, 'officer', e.actor,
                              'sergeant', d.actor, 'decided', d.decision, 'decided_because', d.reason,
                              'resident', e.resident, 'before', (e.at at time zone 'Europe/London')::date < who.from_day),
           e.data_key, e.key_version, null, null, null, e.body
    from who cross join engagement.events_about(subject) told join engagement.phone_event e on e.id = told.id
    left join engagement.set_aside_decision d on d.event = e.id
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home join enforcement.incident on incident.uprn = home.uprn
    where (incident.reported_at at time zone 'Europe/London')::date between who.from_day and who.to_day;
  end;

-- Of a made-up city they leave before its kits do.
create function engagement.kit_statements_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.kit_message;
      delete from engagement.kit_statement;
    end if;
    return null;
  end
  $$;
comment on function engagement.kit_statements_leave() is
  'Crossing: purpose what was said of kits of the made-up city leaves with them; operation erasure of what is made up; columns none.';
revoke all on function engagement.kit_statements_leave() from public;
create trigger kit_statements_leave before delete on engagement.kit
  for each statement execute function engagement.kit_statements_leave();

do $$
declare name text;
begin
  foreach name in array array['kit_message', 'kit_statement'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy taken on engagement.kit_statement for insert to current_user with check ((select foundation.actor_id()) is not null);
create policy registers_itself on engagement.resident for insert to current_user with check ((select foundation.actor_id()) is not null);
create policy old_ones_go on engagement.kit_message for delete to current_user
  using ((select foundation.actor_id()) is not null
    and (at < now() - interval '30 days' or exists (select from engagement.kit_statement s where s.id = kit_message.id)));
