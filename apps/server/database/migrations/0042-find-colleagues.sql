-- Who puts a colleague into a team, or names who confirms a loss with them, knows the colleague's name, not an id.

create function identity.find_colleagues(words text) returns table (person uuid, name text, role text, places text)
  language sql stable security definer rows 5
  set search_path = pg_catalog, pg_temp
  begin atomic
    select person.id, person.display_name, min(posting.role), string_agg(distinct posting.place, ', ')
    from identity.person join identity.posting on posting.person = person.id
    where foundation.actor_id() is not null and length(btrim(words)) >= 2
      and posting.role in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper', 'store_keeper')
      and person.disabled_at is null and posting.ended_at is null
      and (now() at time zone 'Europe/London')::date between posting.from_day and coalesce(posting.to_day, 'infinity'::date)
      and not exists (
        select from unnest(string_to_array(lower(btrim(words)), ' ')) word
        where not exists (
          select from unnest(string_to_array(lower(person.display_name), ' ')) part where starts_with(part, word)))
    group by person.id, person.display_name
    order by person.display_name, person.id limit 20;
  end;
comment on function identity.find_colleagues(text) is
  'Crossing: purpose choose a colleague by name for a team or as second person to a loss; operation consultation; columns name, role and places of those whose names begin with the words, of the roles that hold kits and hand them out.';
revoke all on function identity.find_colleagues(text) from public;
