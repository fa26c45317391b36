-- Who acts is proved and not said. A setting such as mettrace.actor can be set by anybody who can send SQL; so can
-- mettrace.proof, but its value has to be a session's secret, of which the database knows the digest alone. The role is the
-- one that was taken on in truth (the setting "role", which PostgreSQL guards), and what that is worth depends on it:
-- a person's role acts for the person of the session, a part of the product's role belongs to the logins that may take it on
-- (foundation/access/logins.ts).
create function foundation.acting_role() returns text
  language sql stable parallel safe
  return case when current_setting('role') like 'mettrace\_%' then substr(current_setting('role'), 10) end;
comment on function foundation.acting_role() is
  'Role of ours that was taken on, also inside a function with its owner’s rights; null where none was.';

-- Row security holds for the owner of the functions below as well, who sees the one session that is proved and its device.
create policy proofs_are_checked on identity.session for select to current_user
  using (token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8')));
create policy proofs_are_checked on identity.device for select to current_user
  using (id = (select device from identity.session
               where token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))));

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
      and (now() at time zone 'Europe/London')::date between posting.from_day and coalesce(posting.to_day, 'infinity');
  end;

create function foundation.proved_person() returns uuid
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select session.person from identity.session
    where session.token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8'))
      and exists (select from foundation.acting_places());
  end;
comment on function foundation.proved_person() is
  'Crossing: purpose who may act; operation none, nothing of it leaves the check; columns the person of the session whose proof was presented, while they may act in the role taken on.';
revoke all on function foundation.proved_person() from public;

create or replace function foundation.actor_id() returns text
  language sql stable parallel safe
  return case
    when foundation.acting_role() in ('importer', 'registrar', 'risk', 'identity', 'sealer') then foundation.actor_name()
    -- The product plans and measures by itself: from logins that may become the risk model too, which the pages' may not.
    when foundation.acting_role() = 'planner' and coalesce(current_setting('mettrace.proof', true), '') = '' then
      case when foundation.actor_name() not like 'person:%' and pg_has_role(session_user, 'mettrace_risk', 'member')
           then foundation.actor_name() end
    when foundation.acting_role() is not null then 'person:' || foundation.proved_person()
  end;
comment on function foundation.actor_id() is
  'Who acts in this transaction, if they may: the person of the session that was proved, or what a part of the product calls itself; null outside withActor, and for a person who does not hold the role now, so that every policy fails closed.';
comment on function foundation.actor_name() is
  'What a part of the product calls itself in this transaction; foundation.actor_id asks who acts.';

drop function foundation.actor_person();
