-- A resident's answer held the id of their home, not the home: beside a column of the same name the table has to be
-- written with its star.
create or replace function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select 'engagement.resident', to_jsonb(resident.*) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest'],
           resident.data_key, resident.key_version, resident.name, resident.contact, resident.vulnerability
    from engagement.resident where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.home', to_jsonb(home.*), null, null, null, null, null
    from engagement.home join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.kit_event', to_jsonb(kit_event.*) - array['kit', 'holder', 'actor'], null, null, null, null, null
    from engagement.kit_event join engagement.resident on resident.home = kit_event.home
    where resident.id = subject and foundation.actor_id() is not null
      and (kit_event.at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null
    from enforcement.incident join engagement.home on home.uprn = incident.uprn join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
      and (incident.reported_at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date);
  end;
