-- foundation.owners_view: is not security_invoker
-- foundation.frozen: is materialized: row security cannot hold in it
create view foundation.owners_view as select actor from log.entry;
create materialized view foundation.frozen as select actor from log.entry;
