-- Whether a made-up city may begin asks for everything that it would stand beside: scans that phones told too.

create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.scan_place) or exists (select from enforcement.lamp)
              or exists (select from enforcement.phone_scan)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.trace)
              or exists (select from enforcement.incident_version)
              or exists (select from account.budget_line) or exists (select from account.payee));
  end;
