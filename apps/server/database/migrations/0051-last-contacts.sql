-- What a phone says of itself is what it said last: one row for each phone, person and day, not one for each of the questions that
-- it asks all day long. Sergeants and the desk ask for the last contact alone.
select set_config('mettrace.change_by', 'the last contact of each day stays', true);
alter table engagement.phone_contact no force row level security;
delete from engagement.phone_contact earlier using engagement.phone_contact later
where later.phone = earlier.phone and later.actor = earlier.actor
  and (later.at at time zone 'UTC')::date = (earlier.at at time zone 'UTC')::date
  and (later.at, later.ctid) > (earlier.at, earlier.ctid);
alter table engagement.phone_contact force row level security;
select set_config('mettrace.change_by', '', true);

drop index engagement.phone_contact_by_phone;
alter table engagement.phone_contact
  add column day date not null generated always as ((at at time zone 'UTC')::date) stored,
  add primary key (phone, actor, day);
comment on table engagement.phone_contact is 'What a phone said of itself at its last contact of a day with a person.';
comment on column engagement.phone_contact.day is 'official | uk-gdpr | programme+6y | Day of the contact, in UTC';
create policy keep on engagement.phone for insert to current_user with check ((select foundation.actor_id()) is not null);
create policy keep on engagement.phone_contact for insert to current_user with check ((select foundation.actor_id()) is not null);
create policy renew on engagement.phone_contact for update to current_user
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null);

-- One statement for every contact of a phone: it is there, what it says of itself is kept, and whether it was revoked.
create function engagement.meet_phone(met uuid, now_at timestamptz, not_sent integer, aside integer, trial text, version text, of_ward text, of_bcu text)
  returns boolean
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  -- Planned once for each connection.
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a contact of a phone', true);
    insert into engagement.phone (id, ward, bcu, actor, enrolled_at)
    values (met, of_ward, of_bcu, foundation.actor_id(), now_at) on conflict do nothing;
    insert into engagement.phone_contact as held (phone, at, unsent, set_aside, storage, app, ward, bcu, actor)
    values (met, now_at, not_sent, aside, trial, version, of_ward, of_bcu, foundation.actor_id())
    on conflict (phone, actor, day) do update
      set at = excluded.at, unsent = excluded.unsent, set_aside = excluded.set_aside, storage = excluded.storage,
          app = coalesce(excluded.app, held.app), ward = excluded.ward, bcu = excluded.bcu
      where held.at <= excluded.at;
    perform set_config('mettrace.change_by', before, true);
    return exists (select from engagement.phone_act where phone = met and kind = 'revoked');
  end
  $$;
comment on function engagement.meet_phone(uuid, timestamptz, integer, integer, text, text, text, text) is
  'Crossing: purpose a phone of the asker is known, and told whether it was revoked; operation collection; columns what it says of itself, and whether it was revoked.';
revoke all on function engagement.meet_phone(uuid, timestamptz, integer, integer, text, text, text, text) from public;
