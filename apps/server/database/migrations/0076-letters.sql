-- What a resident may ask without signing in: to see what is held of them, and to have it corrected. Whoever asks is answered the
-- same whether anything is held: the ask is kept as it comes, and a part of the product writes to the address that is held, on paper
-- or by e-mail. The letter has a code for once. Booked visits are confirmed by letter too.

create table engagement.held_ask (
  id uuid primary key,
  name_digest bytea not null check (octet_length(name_digest) = 32),
  postcode text not null check (length(postcode) between 5 and 8),
  on_paper boolean not null,
  language text not null check (length(language) between 2 and 20),
  at timestamptz not null default clock_timestamp(),
  actor text not null
);
create index held_ask_by_time on engagement.held_ask (at);
comment on table engagement.held_ask is 'That somebody asks what is held of them, as it came, whether anything is held or not: until a letter is written, for a day at most.';
comment on column engagement.held_ask.id is 'official | uk-gdpr | 30d | UUID that the form was given';
comment on column engagement.held_ask.name_digest is 'secret | uk-gdpr | 30d | Keyed digest of the name that was typed';
comment on column engagement.held_ask.postcode is 'personal | uk-gdpr | 30d | Postcode that was typed, capitals, no space';
comment on column engagement.held_ask.on_paper is 'official | uk-gdpr | 30d | Whether the code is wanted by post, whatever is held';
comment on column engagement.held_ask.language is 'personal | uk-gdpr | 30d | Language of the page that was asked on';
comment on column engagement.held_ask.at is 'official | uk-gdpr | 30d | When it came';
comment on column engagement.held_ask.actor is 'official | uk-gdpr | 30d | Always the visitor';

create table engagement.letter (
  id uuid primary key,
  about text not null check (about in ('code', 'visit')),
  way text not null check (way in ('email', 'paper')),
  resident uuid references engagement.resident,
  home uuid not null,
  ward text not null,
  bcu text not null,
  language text not null check (language <> ''),
  message uuid,
  event uuid,
  made_at timestamptz not null default clock_timestamp(),
  unique (id, ward, bcu),
  check ((about = 'code') = (resident is not null)),
  check ((about = 'visit') = (message is not null) and (message is null) = (event is null)),
  check (about = 'code' or way = 'paper'),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create unique index letter_of_request on engagement.letter (message, event) where message is not null;
create index letter_by_resident on engagement.letter (resident, made_at) where resident is not null;
create index letter_by_bcu on engagement.letter (bcu, made_at);
create index letter_by_time on engagement.letter (made_at);
comment on table engagement.letter is 'What is to be written to a household. Its words are made when it is sent or printed: a code is kept nowhere.';
comment on column engagement.letter.id is 'official | uk-gdpr | programme+6y | Id of the ask, or of its own';
comment on column engagement.letter.about is 'official | uk-gdpr | programme+6y | A code to see what is held, or a visit that was booked';
comment on column engagement.letter.way is 'official | uk-gdpr | programme+6y | By e-mail, if one is held, or on paper';
comment on column engagement.letter.resident is 'official | uk-gdpr | programme+6y | Whom a code is for; null for a visit, which nobody''s name was given for';
comment on column engagement.letter.home is 'official | uk-gdpr | programme+6y | Home that it goes to';
comment on column engagement.letter.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.letter.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.letter.language is 'personal | uk-gdpr | programme+6y | Language that it is written in';
comment on column engagement.letter.message is 'official | uk-gdpr | programme+6y | Message that booked the visit';
comment on column engagement.letter.event is 'official | uk-gdpr | programme+6y | Event that left its card';
comment on column engagement.letter.made_at is 'official | uk-gdpr | programme+6y | When it was to be written';

create table engagement.letter_attempt (
  id uuid primary key,
  letter uuid not null,
  ward text not null,
  bcu text not null,
  outcome text not null check (outcome in ('sent', 'failed', 'no address', 'printed')),
  reason text check (length(reason) between 1 and 40),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((outcome = 'failed') = (reason is not null)),
  foreign key (letter, ward, bcu) references engagement.letter (id, ward, bcu)
);
create index letter_attempt_by_letter on engagement.letter_attempt (letter, at);
comment on table engagement.letter_attempt is 'That a letter was sent, or printed, or could not be sent.';
comment on column engagement.letter_attempt.id is 'official | uk-gdpr | programme+6y | UUID';
comment on column engagement.letter_attempt.letter is 'official | uk-gdpr | programme+6y | The letter';
comment on column engagement.letter_attempt.ward is 'official | uk-gdpr | programme+6y | As the letter''s';
comment on column engagement.letter_attempt.bcu is 'official | uk-gdpr | programme+6y | As the letter''s';
comment on column engagement.letter_attempt.outcome is 'official | uk-gdpr | programme+6y | What came of it; no address: none is held to send an e-mail to';
comment on column engagement.letter_attempt.reason is 'official | uk-gdpr | programme+6y | What the mail server answered, as a code';
comment on column engagement.letter_attempt.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.letter_attempt.actor is 'official | uk-gdpr | programme+6y | Who printed it, or the product';

create table engagement.held_code (
  id uuid primary key,
  letter uuid not null,
  ward text not null,
  bcu text not null,
  digest bytea not null unique check (octet_length(digest) = 32),
  expires_at timestamptz not null,
  made_at timestamptz not null default clock_timestamp(),
  actor text not null,
  check (expires_at < made_at + interval '60 days'),
  foreign key (letter, ward, bcu) references engagement.letter (id, ward, bcu)
);
create index held_code_by_letter on engagement.held_code (letter, made_at);
comment on table engagement.held_code is 'Codes for once, as digests: of a letter that was printed or sent again the last one counts.';
comment on column engagement.held_code.id is 'official | uk-gdpr | programme+6y | UUID';
comment on column engagement.held_code.letter is 'official | uk-gdpr | programme+6y | Letter that has it';
comment on column engagement.held_code.ward is 'official | uk-gdpr | programme+6y | As the letter''s';
comment on column engagement.held_code.bcu is 'official | uk-gdpr | programme+6y | As the letter''s';
comment on column engagement.held_code.digest is 'secret | uk-gdpr | programme+6y | Keyed digest of the code';
comment on column engagement.held_code.expires_at is 'official | uk-gdpr | programme+6y | Until when it opens anything';
comment on column engagement.held_code.made_at is 'official | uk-gdpr | programme+6y | When it was made';
comment on column engagement.held_code.actor is 'official | uk-gdpr | programme+6y | Who printed it, or the product';

create table engagement.held_try (
  id uuid primary key,
  code uuid not null references engagement.held_code,
  opening bytea check (octet_length(opening) = 32),
  at timestamptz not null default clock_timestamp()
);
create unique index held_try_once on engagement.held_try (code) where opening is not null;
create index held_try_by_code on engagement.held_try (code);
create unique index held_try_by_opening on engagement.held_try (opening) where opening is not null;
comment on table engagement.held_try is 'That a code was typed: with its postcode, which opens what is held once, or with another.';
comment on column engagement.held_try.id is 'official | uk-gdpr | programme+6y | UUID';
comment on column engagement.held_try.code is 'official | uk-gdpr | programme+6y | The code';
comment on column engagement.held_try.opening is 'secret | uk-gdpr | programme+6y | SHA-256 of what the page that was opened can ask a correction with; null for another postcode';
comment on column engagement.held_try.at is 'official | uk-gdpr | programme+6y | When';

create table engagement.correction (
  id uuid primary key,
  resident uuid not null references engagement.resident,
  home uuid not null,
  ward text not null,
  bcu text not null,
  opening uuid not null references engagement.held_try,
  data_key bytea,
  key_version integer,
  words bytea,
  at timestamptz not null default clock_timestamp(),
  unique (id, ward, bcu),
  check ((words is null) = (data_key is null) and (words is null) = (key_version is null)),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index correction_by_bcu on engagement.correction (bcu, at);
create index correction_by_resident on engagement.correction (resident);
create index correction_by_opening on engagement.correction (opening);
create index correction_by_key on engagement.correction (key_version) where data_key is not null;
comment on table engagement.correction is 'What a resident says is wrong with what is held of them, for a sergeant: it changes nothing by itself.';
comment on column engagement.correction.id is 'official | uk-gdpr | programme+6y | UUID that the form was given';
comment on column engagement.correction.resident is 'official | uk-gdpr | programme+6y | Who says so';
comment on column engagement.correction.home is 'official | uk-gdpr | programme+6y | Their home';
comment on column engagement.correction.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.correction.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.correction.opening is 'official | uk-gdpr | programme+6y | By which code it was said';
comment on column engagement.correction.data_key is 'secret | uk-gdpr | programme+6y | Key of the row, wrapped by a key outside the database; null where it was erased';
comment on column engagement.correction.key_version is 'official | uk-gdpr | programme+6y | Which key wraps it';
comment on column engagement.correction.words is 'personal | uk-gdpr | programme+6y | What they say: AES-256-GCM, bound to the row';
comment on column engagement.correction.at is 'official | uk-gdpr | programme+6y | When they said it';

create table engagement.correction_answer (
  correction uuid primary key,
  ward text not null,
  bcu text not null,
  done boolean not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (correction, ward, bcu) references engagement.correction (id, ward, bcu)
);
comment on table engagement.correction_answer is 'What a sergeant did about it.';
comment on column engagement.correction_answer.correction is 'official | uk-gdpr | programme+6y | What was asked for';
comment on column engagement.correction_answer.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.correction_answer.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.correction_answer.done is 'official | uk-gdpr | programme+6y | Whether it was corrected';
comment on column engagement.correction_answer.reason is 'official | uk-gdpr | programme+6y | What was done, or why nothing was';
comment on column engagement.correction_answer.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.correction_answer.actor is 'official | uk-gdpr | programme+6y | Who';

create function engagement.may_be_written_to(who uuid) returns boolean
  language sql stable
  begin atomic
    select r.erased_at is null and engagement.resident_stands(r.id, r.by_phone)
      and coalesce(r.to_day, engagement.left_on(r.id), 'infinity') >= (now() at time zone 'Europe/London')::date
    from engagement.resident r where r.id = who;
  end;
comment on function engagement.may_be_written_to(uuid) is
  'Whether a resident is to have a code, or what it opens: their registration stands, and they have not left the home that it goes to.';

create function engagement.waits_for_paper(asked uuid) returns boolean
  language sql stable
  begin atomic
    select not exists (select from engagement.letter_attempt a where a.letter = asked and a.outcome in ('sent', 'printed'))
      and (l.way = 'paper' or exists (select from engagement.letter_attempt a where a.letter = asked and a.outcome = 'no address')
           or (select count(*) from engagement.letter_attempt a where a.letter = asked and a.outcome = 'failed') >= 6
           -- Six tries take some six hours: what is older has no mail server any more.
           or l.made_at < now() - interval '1 day')
      -- What a letter of a visit says is true: the visit stands, and there is time for the post.
      and (l.about = 'code' and engagement.may_be_written_to(l.resident) or exists (
        select from engagement.card_request r where r.message = l.message and r.event = l.event
          and r.from_at > now() + interval '1 day' and engagement.request_stands(r.message, r.event)))
    from engagement.letter l where l.id = asked;
  end;
comment on function engagement.waits_for_paper(uuid) is
  'Whether a letter is to be printed: it was meant to be, or no e-mail could be sent, and nobody has.';

-- Who is meant: of the name that was typed, registered at a home of that postcode, and not gone from it. Three letters a day for one
-- person, and none while one waits to be printed: nobody fills another's letterbox. What nobody was found for is forgotten in a day.
create function engagement.take_held_asks(by_mail boolean) returns setof uuid
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    asked record;
  begin
    perform pg_advisory_xact_lock(7230025);
    for asked in
      select a.*, r.id as resident, h.id as home, h.ward, h.bcu
      from engagement.held_ask a
      join engagement.resident r on r.name_digest = a.name_digest and engagement.may_be_written_to(r.id)
      join engagement.home h on h.id = r.home
      where h.postcode = a.postcode
         or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = a.postcode)
      order by a.at, a.id, r.id
    loop
      continue when (select count(*) >= 3 or coalesce(bool_or(engagement.waits_for_paper(l.id)), false)
                     from engagement.letter l where l.resident = asked.resident and l.made_at > now() - interval '1 day')
        or exists (select from engagement.letter l where l.resident = asked.resident and engagement.waits_for_paper(l.id));
      insert into engagement.letter (id, about, way, resident, home, ward, bcu, language)
      values (gen_random_uuid(), 'code', case when by_mail and not asked.on_paper then 'email' else 'paper' end,
              asked.resident, asked.home, asked.ward, asked.bcu, asked.language);
      return next asked.resident;
    end loop;
    delete from engagement.held_ask a
    where a.at < now() - interval '1 day' or exists (
      select from engagement.resident r join engagement.home h on h.id = r.home
      where r.name_digest = a.name_digest
        and (h.postcode = a.postcode
             or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = a.postcode)));
  end
  $$;
comment on function engagement.take_held_asks(boolean) is
  'Crossing: purpose whoever asks what is held of them is written to; operation consultation; columns the residents.';
revoke all on function engagement.take_held_asks(boolean) from public;

-- After one failure a minute, then four, sixteen, and so on: six in some six hours.
create function engagement.letters_to_send()
  returns table (letter uuid, ward text, bcu text, resident uuid, language text, data_key bytea, key_version integer, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select l.id, l.ward, l.bcu, r.id, l.language, r.data_key, r.key_version, r.contact
    from engagement.letter l
    join engagement.resident r on r.id = l.resident
    cross join lateral (
      select count(*) filter (where a.outcome = 'failed') as failures, max(a.at) as last,
             coalesce(bool_or(a.outcome <> 'failed'), false) as is_over
      from engagement.letter_attempt a where a.letter = l.id
    ) so_far
    where foundation.actor_id() is not null and l.way = 'email' and l.made_at > now() - interval '1 day'
      and not so_far.is_over and so_far.failures < 6 and engagement.may_be_written_to(r.id)
      and (so_far.last is null or so_far.last + interval '1 minute' * 4 ^ (so_far.failures - 1) <= now())
    order by l.made_at, l.id
    limit 50;
  end;
comment on function engagement.letters_to_send() is
  'Crossing: purpose a code is sent to the address that is held; operation disclosure; columns the contact, encrypted, of whoever asked.';
revoke all on function engagement.letters_to_send() from public;

-- Whoever sends reads and writes nothing of a letter but by these two: that its code is another from now on, and what came of it.
create function engagement.code_of_letter(of_letter uuid, code uuid, made_digest bytea, until timestamptz) returns void
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor)
    select code, l.id, l.ward, l.bcu, made_digest, until, foundation.actor_id() from engagement.letter l
    where l.id = of_letter and l.way = 'email';
  end;
comment on function engagement.code_of_letter(uuid, uuid, bytea, timestamptz) is
  'Crossing: purpose an e-mail has a code for once; operation none, a digest alone; columns none.';
revoke all on function engagement.code_of_letter(uuid, uuid, bytea, timestamptz) from public;

create function engagement.note_sending(of_letter uuid, attempt uuid, came_of_it text, why text) returns void
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.letter_attempt (id, letter, ward, bcu, outcome, reason, actor)
    select attempt, l.id, l.ward, l.bcu, came_of_it, why, foundation.actor_id() from engagement.letter l
    where l.id = of_letter and l.way = 'email' and came_of_it <> 'printed';
  end;
comment on function engagement.note_sending(uuid, uuid, text, text) is
  'Crossing: purpose what came of an e-mail; operation none, a code of the mail server alone; columns none.';
revoke all on function engagement.note_sending(uuid, uuid, text, text) from public;

-- A code opens what is held once, with the postcode of the home, within its time. Five other postcodes end it.
create function engagement.open_held(asked bytea, at_postcode text, trial uuid, opens bytea)
  returns table (resident uuid, told text, day date, until_day date, what text, data_key bytea, key_version integer, name bytea, contact bytea)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    found_code uuid;
    who record;
  begin
    select c.id, l.resident as id_of, r.home, r.from_day, coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date) as to_day,
           (h.postcode = at_postcode
            or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = at_postcode)) as is_theirs
    into who
    from engagement.held_code c
    join engagement.letter l on l.id = c.letter
    join engagement.resident r on r.id = l.resident and engagement.may_be_written_to(r.id)
    join engagement.home h on h.id = r.home
    where c.digest = asked and c.expires_at > now() and foundation.actor_id() is not null
      and not exists (select from engagement.held_code later where later.letter = c.letter and later.made_at > c.made_at)
      and not exists (select from engagement.held_try t where t.code = c.id and t.opening is not null)
      and (select count(*) from engagement.held_try t where t.code = c.id) < 5;
    if not found then return; end if;
    insert into engagement.held_try (id, code, opening)
    values (trial, who.id, case when who.is_theirs then opens end)
    on conflict do nothing returning code into found_code;
    if found_code is null or not who.is_theirs then return; end if;
    return query
      select r.id, 'who', r.from_day, nullif(who.to_day, 'infinity'::date), null::text, r.data_key, r.key_version, r.name, r.contact
      from engagement.resident r where r.id = who.id_of;
    return query
      select who.id_of, 'kit', case when given.on_day >= who.from_day then given.on_day end,
             greatest(
               (select max(s.applied_on) from engagement.kit_statement s where s.home = who.home and s.kit = given.kit),
               (select max((v.at at time zone 'Europe/London')::date)
                from engagement.visit v join engagement.phone_event e on e.id = v.event
                where v.home = who.home and v.outcome = 'protected' and e.kit = given.serial and engagement.stands(v.event))),
             given.serial, null::bytea, null::integer, null::bytea, null::bytea
      from (
        select k.id as kit, k.serial, min((m.at at time zone 'Europe/London')::date) as on_day
        from engagement.kit_movement m
        join engagement.kit_position p on p.id = m.kit and p.holder = 'home:' || who.home
        join engagement.kit k on k.id = m.kit
        where m.home = who.home and m.sequence is not null
        group by k.id, k.serial
      ) given
      order by given.on_day, given.serial;
    return query
      select who.id_of, 'visit', (v.at at time zone 'Europe/London')::date, null::date, v.outcome,
             null::bytea, null::integer, null::bytea, null::bytea
      from engagement.visit v
      where v.home = who.home and engagement.stands(v.event)
        and (v.at at time zone 'Europe/London')::date between who.from_day and who.to_day
      order by v.at, v.event;
    return query
      select who.id_of, 'asked', (r.at at time zone 'Europe/London')::date, (r.from_at at time zone 'Europe/London')::date, r.what,
             null::bytea, null::integer, null::bytea, null::bytea
      from engagement.card_request r
      where r.home = who.home and (r.at at time zone 'Europe/London')::date between who.from_day and who.to_day
      order by r.at, r.message;
  end
  $$;
comment on function engagement.open_held(bytea, text, uuid, bytea) is
  'Crossing: purpose a resident sees what is held of them, by a code for once; operation disclosure; columns who they are, encrypted, their kits, visits, and what they asked.';
revoke all on function engagement.open_held(bytea, text, uuid, bytea) from public;

-- Within the half hour in which the page is read; three times at most. What was sent twice is answered as it was once.
create function engagement.ask_to_correct(opened bytea, told uuid, wrapped bytea, version integer, sealed bytea) returns setof uuid
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.correction (id, resident, home, ward, bcu, opening, data_key, key_version, words)
    select told, l.resident, l.home, l.ward, l.bcu, t.id, wrapped, version, sealed
    from engagement.held_try t
    join engagement.held_code c on c.id = t.code
    join engagement.letter l on l.id = c.letter
    where t.opening = opened and t.at > now() - interval '30 minutes' and foundation.actor_id() is not null
      and (select count(*) from engagement.correction before where before.opening = t.id) < 3
    on conflict (id) do nothing;
    select c.resident from engagement.correction c join engagement.held_try t on t.id = c.opening
    where c.id = told and t.opening = opened;
  end;
comment on function engagement.ask_to_correct(bytea, uuid, bytea, integer, bytea) is
  'Crossing: purpose a resident says what is wrong with what is held of them; operation collection; columns whose it is.';
revoke all on function engagement.ask_to_correct(bytea, uuid, bytea, integer, bytea) from public;

-- A visit that was booked is confirmed on paper, in the transaction that books it.
create function engagement.write_of_visits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into engagement.letter (id, about, way, home, ward, bcu, language, message, event)
    select gen_random_uuid(), 'visit', 'paper', f.home, f.ward, f.bcu, coalesce(f.language, 'en'), f.message, f.event
    from fresh f where f.what = 'visit'
    on conflict do nothing;
    return null;
  end
  $$;
comment on function engagement.write_of_visits() is
  'Crossing: purpose a booked visit is confirmed by letter; operation collection; columns none.';
revoke all on function engagement.write_of_visits() from public;
create trigger write_of_visits after insert on engagement.card_request
  referencing new table as fresh for each statement execute function engagement.write_of_visits();

-- What was written to somebody, and what they said is wrong, is told to them.
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
    where (incident.reported_at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.letter',
           jsonb_build_object('at', l.made_at, 'about', l.about, 'way', l.way, 'language', l.language),
           null, null, null, null, null, null
    from who join engagement.letter l on l.resident = who.id
    union all
    select 'engagement.correction',
           jsonb_build_object('id', c.id, 'at', c.at, 'done', a.done, 'answer', a.reason, 'answered', a.at, 'sergeant', a.actor),
           c.data_key, c.key_version, null, null, null, c.words
    from who join engagement.correction c on c.resident = who.id
    left join engagement.correction_answer a on a.correction = c.id;
  end;

-- Of a made-up city they leave before its residents do.
create function engagement.letters_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.held_ask;
      delete from engagement.correction_answer;
      delete from engagement.correction;
      delete from engagement.held_try;
      delete from engagement.held_code;
      delete from engagement.letter_attempt;
      delete from engagement.letter;
    end if;
    return null;
  end
  $$;
comment on function engagement.letters_leave() is
  'Crossing: purpose what was written to made-up residents leaves with them; operation erasure of what is made up; columns none.';
revoke all on function engagement.letters_leave() from public;
create trigger letters_leave before delete on engagement.resident
  for each statement execute function engagement.letters_leave();

do $$
declare name text;
begin
  foreach name in array array['held_ask', 'letter', 'letter_attempt', 'held_code', 'held_try', 'correction', 'correction_answer'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
  foreach name in array array['letter', 'letter_attempt', 'held_code', 'held_try', 'correction'] loop
    execute format('create policy taken on engagement.%I for insert to current_user with check ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy old_ones_go on engagement.held_ask for delete to current_user using ((select foundation.actor_id()) is not null);
