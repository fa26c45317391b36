-- Copies of a phone's outbox that a sergeant reads in. What is in one counts in its author's name, and the database believes that
-- by two things alone: a proof that the author's own session left here, and that a sergeant has written down that they read it in.

create table engagement.phone_proof (
  digest bytea primary key check (octet_length(digest) = 32),
  phone uuid not null,
  person uuid not null,
  role text not null,
  actor text not null,
  issued_at timestamptz not null default clock_timestamp()
);
comment on table engagement.phone_proof is 'What shows that a saved copy was made by an officer on a phone; digests of it.';
comment on column engagement.phone_proof.digest is 'secret | uk-gdpr | programme+6y | SHA-256 of the proof';
comment on column engagement.phone_proof.phone is 'official | uk-gdpr | programme+6y | Phone that it was given to';
comment on column engagement.phone_proof.person is 'personal | uk-gdpr | programme+6y | Officer whose session asked for it';
comment on column engagement.phone_proof.role is 'official | uk-gdpr | programme+6y | Role in which';
comment on column engagement.phone_proof.actor is 'personal | uk-gdpr | audit+6y | Who asked: that officer';
comment on column engagement.phone_proof.issued_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.copy_opening (
  id uuid primary key,
  digest bytea not null check (octet_length(digest) = 32),
  phone uuid not null,
  actor text not null,
  opened_at timestamptz not null default clock_timestamp()
);
create index copy_opening_by_digest on engagement.copy_opening (digest, opened_at);
comment on table engagement.copy_opening is 'That a sergeant reads in a saved copy: for ten minutes its proof counts.';
comment on column engagement.copy_opening.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.copy_opening.digest is 'secret | uk-gdpr | programme+6y | SHA-256 of the copy''s proof';
comment on column engagement.copy_opening.phone is 'official | uk-gdpr | programme+6y | Phone that it is of';
comment on column engagement.copy_opening.actor is 'personal | uk-gdpr | audit+6y | Who reads it in';
comment on column engagement.copy_opening.opened_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.saved_copy (
  id uuid primary key,
  phone uuid not null references engagement.phone,
  teller text not null check (teller like 'person:%'),
  saved_at timestamptz not null,
  read_at timestamptz not null,
  accepted integer not null check (accepted >= 0),
  set_aside integer not null check (set_aside >= 0),
  known integer not null check (known >= 0),
  unanswered integer not null check (unanswered >= 0),
  ward text,
  bcu text,
  actor text not null
);
create index saved_copy_by_ward on engagement.saved_copy (ward, read_at);
create index saved_copy_by_bcu on engagement.saved_copy (bcu, read_at);
create index saved_copy_by_phone on engagement.saved_copy (phone, read_at);
comment on table engagement.saved_copy is 'Saved copies of phones that were read in, and what came of their records.';
comment on column engagement.saved_copy.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.saved_copy.phone is 'official | uk-gdpr | programme+6y | Phone that it is of';
comment on column engagement.saved_copy.teller is 'personal | uk-gdpr | audit+6y | Who recorded what is in it';
comment on column engagement.saved_copy.saved_at is 'official | uk-gdpr | programme+6y | When it was saved, by the phone''s clock';
comment on column engagement.saved_copy.read_at is 'official | uk-gdpr | programme+6y | When it was read in';
comment on column engagement.saved_copy.accepted is 'official | uk-gdpr | programme+6y | Records that were accepted';
comment on column engagement.saved_copy.set_aside is 'official | uk-gdpr | programme+6y | Records that were set aside';
comment on column engagement.saved_copy.known is 'official | uk-gdpr | programme+6y | Records that had arrived before';
comment on column engagement.saved_copy.unanswered is 'official | uk-gdpr | programme+6y | Records that could not be taken then';
comment on column engagement.saved_copy.ward is 'official | uk-gdpr | programme+6y | As the phone''s';
comment on column engagement.saved_copy.bcu is 'official | uk-gdpr | programme+6y | As the phone''s';
comment on column engagement.saved_copy.actor is 'personal | uk-gdpr | audit+6y | Who read it in';

do $$
declare name text;
begin
  foreach name in array array['phone_proof', 'copy_opening', 'saved_copy'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
create policy crossing on engagement.saved_copy for select to current_user using ((select foundation.actor_id()) is not null);

-- For the owner, in whose name the functions below read: the one proof that is shown. Nobody who acts reads either table.
create policy proofs_are_checked on engagement.phone_proof for select to current_user
  using (digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8')));
create policy proofs_are_checked on engagement.copy_opening for select to current_user
  using (digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8')));

create or replace function foundation.acting_places() returns setof text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select posting.place
    from identity.session
    join identity.person on person.id = session.person
    join identity.device on device.id = session.device
    join identity.posting on posting.person = session.person
    where session.token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))
      and session.ended_at is null and session.ends_at > now()
      and session.seen_at + session.idle_seconds * interval '1 second' > now()
      and session.role = foundation.acting_role()
      and (session.vouched_roles is null or session.role = any (session.vouched_roles))
      and person.disabled_at is null and device.revoked_at is null
      and posting.role = session.role and posting.ended_at is null
      and (now() at time zone 'Europe/London')::date between posting.from_day and coalesce(posting.to_day, 'infinity')
    union all
    select posting.place
    from engagement.phone_proof proof
    join identity.person on person.id = proof.person
    join identity.posting on posting.person = proof.person
    where proof.digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))
      and proof.role = foundation.acting_role()
      and exists (select from engagement.copy_opening opened
                  where opened.digest = proof.digest and opened.phone = proof.phone
                    and opened.opened_at > now() - interval '10 minutes')
      and person.disabled_at is null
      and posting.role = proof.role and posting.ended_at is null
      and (now() at time zone 'Europe/London')::date between posting.from_day and coalesce(posting.to_day, 'infinity');
  end;

create or replace function foundation.proved_person() returns uuid
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select told.person from (
      select session.person from identity.session
      where session.token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))
      union all
      select proof.person from engagement.phone_proof proof
      where proof.digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))
    ) told
    where exists (select from foundation.acting_places());
  end;

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.page_change where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.set_aside_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.appointment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.safety_note where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.block_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.left_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.visit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.consent where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.event_turn where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_clash where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.saved_copy where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.copy_opening where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_proof where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_contact where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_home where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_acknowledgement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_stop where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_area where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_phase where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_position where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_movement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_box where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_batch where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_price where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_contract where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supplier where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team_member where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;
