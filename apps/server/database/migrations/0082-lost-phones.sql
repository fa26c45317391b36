-- A lost phone cannot wait for its sergeant: the control room finds it by who used it last, and revokes it.

create function engagement.phones_to_revoke(words text)
  returns table (id uuid, name text, enrolled_at timestamptz, last_at timestamptz, person uuid, unsent integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with named as (
      select p.id, 'person:' || p.id as actor from identity.person p
      where foundation.actor_id() is not null and length(btrim(words)) >= 2 and not exists (
        select from unnest(string_to_array(lower(btrim(words)), ' ')) word
        where not exists (
          select from unnest(string_to_array(lower(p.display_name), ' ')) part where starts_with(part, word)))
    )
    select phone.id,
           (select a.words from engagement.phone_act a where a.phone = phone.id and a.kind = 'named' order by a.at desc limit 1),
           phone.enrolled_at, last.at, named.id, last.unsent
    from named
    join lateral (
      select distinct on (c.phone) c.phone, c.at, c.unsent from engagement.phone_contact c
      where c.actor = named.actor order by c.phone, c.at desc
    ) last on true
    join engagement.phone phone on phone.id = last.phone
    where not exists (select from engagement.phone_act x where x.phone = phone.id and x.kind = 'revoked')
    order by last.at desc, phone.id
    limit 20;
  end;
comment on function engagement.phones_to_revoke(text) is
  'Crossing: purpose the control room finds a lost phone by the name of the officer who had it; operation consultation; columns phone, its name, its officer, when it was last heard and how many records it had not sent, of those in use whose officer has that name.';
revoke all on function engagement.phones_to_revoke(text) from public;

create policy keep on engagement.phone_act for insert to current_user with check ((select foundation.actor_id()) is not null);

create function engagement.revoke_lost_phone(act uuid, lost uuid, why text, now_at timestamptz) returns boolean
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
    select act, phone.id, 'revoked', why, phone.ward, phone.bcu, foundation.actor_id(), now_at
    from engagement.phone phone
    where phone.id = lost and foundation.actor_id() is not null
      and not exists (select from engagement.phone_act before where before.phone = phone.id and before.kind = 'revoked')
    on conflict do nothing;
    select foundation.actor_id() is not null
      and exists (select from engagement.phone_act stands where stands.phone = lost and stands.kind = 'revoked');
  end;
comment on function engagement.revoke_lost_phone(uuid, uuid, text, timestamptz) is
  'Crossing: purpose the control room revokes a phone that is lost; operation alteration; columns none, whether the phone is revoked now.';
revoke all on function engagement.revoke_lost_phone(uuid, uuid, text, timestamptz) from public;
