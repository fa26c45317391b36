-- foundation.adrift: has no fixed search_path
-- foundation.adrift: its comment must name purpose, operation and columns
-- foundation.adrift: PUBLIC may execute it
-- foundation.led_astray: its search_path must end with pg_temp and have no "$user" or public
create function foundation.adrift() returns int language sql security definer return 1;
create function foundation.led_astray() returns int language sql security definer
  set search_path = public, pg_temp return 1;
revoke all on function foundation.led_astray() from public;
comment on function foundation.led_astray() is 'Crossing: purpose none; operation none; columns none.';
