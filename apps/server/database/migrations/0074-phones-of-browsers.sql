-- Which browsers a phone’s app was used in: who revokes the phone ends the sign-ins there as well, so that a phone that was lost
-- reads no more as a browser either.
create table identity.device_phone (
  device uuid not null references identity.device,
  phone uuid not null references engagement.phone on delete cascade,
  revoked_at timestamptz,
  primary key (device, phone)
);
create index device_phone_by_phone on identity.device_phone (phone);
comment on table identity.device_phone is 'In which browser a phone’s app was signed in, as the database saw by the session that it came in.';
comment on column identity.device_phone.device is 'official | uk-gdpr | audit+6y | Browser, as sign-in knows it';
comment on column identity.device_phone.phone is 'official | uk-gdpr | audit+6y | Phone, as its app calls itself';
comment on column identity.device_phone.revoked_at is 'official | uk-gdpr | audit+6y | When the browser was shut out with its phone; null while not';
alter table identity.device_phone enable row level security;
alter table identity.device_phone force row level security;
create policy keep on identity.device_phone for insert to current_user with check ((select foundation.actor_id()) is not null);

create or replace function engagement.meet_phone(met uuid, now_at timestamptz, not_sent integer, aside integer, trial text, version text, of_ward text, of_bcu text)
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
    insert into identity.device_phone (device, phone)
    select device, met from identity.session
    where token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8')) on conflict do nothing;
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
