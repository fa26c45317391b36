-- A code for once opens once; the same press of the button, sent twice, shows the same. Whoever types it with other postcodes
-- has five tries, also where they come at the same moment.

do $$
declare
  told text := pg_get_functiondef('engagement.open_held(bytea, text, uuid, bytea)'::regprocedure);
  part text[];
  parts constant text[][] := array[
    [E'begin\n', E'begin\n  -- Of two at once the second sees what the first has done.\n  perform pg_advisory_xact_lock(7230095, hashtext(encode(asked, ''hex'')));\n'],
    ['t.code = c.id and t.opening is not null)',
     't.code = c.id and t.opening is not null and not (t.id = trial and t.opening = opens and t.at > now() - interval ''1 minute''))'],
    ['(select count(*) from engagement.held_try t where t.code = c.id) < 5',
     '(select count(*) from engagement.held_try t where t.code = c.id and t.id <> trial) < 5'],
    ['if found_code is null or not who.is_theirs then return; end if;',
     E'if not who.is_theirs then return; end if;\n  if found_code is null and not exists (select from engagement.held_try t where t.id = trial and t.code = who.id and t.opening = opens) then return; end if;']
  ];
begin
  foreach part slice 1 in array parts loop
    if position(part[1] in told) = 0 then raise exception 'A code for once is opened otherwise than was known: %', part[1]; end if;
    told := overlay(told placing part[2] from position(part[1] in told) for length(part[1]));
  end loop;
  execute told;
end
$$;
