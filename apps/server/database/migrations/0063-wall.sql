-- The wall shows what was written within seconds. Whoever waits for it asks whether anything was counted since, and is told
-- nothing of what.
create function engagement.counts_mark() returns text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0)
    from engagement.street_count where foundation.actor_id() is not null;
  end;
comment on function engagement.counts_mark() is
  'Crossing: purpose pages follow what is written within seconds; operation none, it tells of nothing; columns none: whether any count of homes was written since.';
revoke all on function engagement.counts_mark() from public;
