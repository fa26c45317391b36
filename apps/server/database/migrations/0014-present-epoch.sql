-- Every entry asks for its epoch: in this language the question is planned once for a connection, not every time.
create or replace function log.present_epoch() returns integer
  language plpgsql stable parallel safe
  as $$ begin return (select coalesce(max(number), 1) from log.epoch); end $$;
