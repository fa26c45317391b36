-- Written by `npm run schema` from the catalogue of a migrated database; for reading and review.

role mettrace_administrator nologin noinherit

role mettrace_app login noinherit
  may act as mettrace_administrator
  may act as mettrace_auditor
  may act as mettrace_covert
  may act as mettrace_custody
  may act as mettrace_data_protection
  may act as mettrace_finance
  may act as mettrace_identity
  may act as mettrace_importer
  may act as mettrace_investigator
  may act as mettrace_laboratory
  may act as mettrace_planner
  may act as mettrace_prevention_pcso
  may act as mettrace_programme_lead
  may act as mettrace_registrar
  may act as mettrace_risk
  may act as mettrace_sealer
  may act as mettrace_sergeant
  may act as mettrace_stock_keeper
  may act as mettrace_ward_officer

role mettrace_auditor nologin noinherit

role mettrace_covert nologin noinherit

role mettrace_custody nologin noinherit

role mettrace_data_protection nologin noinherit

role mettrace_finance nologin noinherit

role mettrace_identity nologin noinherit

role mettrace_importer nologin noinherit

role mettrace_investigator nologin noinherit

role mettrace_laboratory nologin noinherit

role mettrace_planner nologin noinherit

role mettrace_prevention_pcso nologin noinherit

role mettrace_programme_lead nologin noinherit

role mettrace_registrar nologin noinherit

role mettrace_risk nologin noinherit

role mettrace_sealer nologin noinherit

role mettrace_sergeant nologin noinherit

role mettrace_stock_keeper nologin noinherit

role mettrace_ward_officer nologin noinherit

schema covert
  grant usage to mettrace_covert

table covert.operation row security forced
  -- Covert deployments (RIPA 2000): a reference, who authorised it, and its dates; nothing more, and on no map, count or export.
  id uuid not null  -- secret | part-3 | programme+6y | UUIDv7
  reference text not null  -- secret | part-3 | programme+6y | Reference of the authority
  authorising_rank text not null  -- secret | part-3 | programme+6y | Rank of who authorised it
  starts_on date not null  -- secret | part-3 | programme+6y | First day
  review_on date not null  -- secret | part-3 | programme+6y | Day of review
  expires_on date not null  -- secret | part-3 | programme+6y | Last day
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  constraint operation_authorising_rank_check CHECK ((authorising_rank <> ''::text))
  constraint operation_check CHECK (((starts_on <= review_on) AND (review_on <= expires_on)))
  constraint operation_pkey PRIMARY KEY (id)
  constraint operation_reference_check CHECK ((reference <> ''::text))
  policy add_all for insert to mettrace_covert with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_covert using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_covert

schema enforcement
  grant usage to mettrace_auditor
  grant usage to mettrace_custody
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_ward_officer

table enforcement.incident_version row security forced
  -- A force's own incidents, every version that was received; the latest holds.
  reference text not null  -- personal | part-3 | programme+6y | Crime reference
  as_at timestamp with time zone not null  -- official | part-3 | programme+6y | Which version: when updated, or the last report of its file
  row_digest uuid not null  -- official | part-3 | programme+6y | Digest of the row, to settle two of the same moment
  reported_at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it was reported
  committed_from timestamp with time zone  -- personal | part-3 | programme+6y | Earliest time of the burglary
  committed_to timestamp with time zone  -- personal | part-3 | programme+6y | Latest time of the burglary
  uprn bigint  -- personal | part-3 | programme+6y | Unique property reference number
  address text  -- personal | part-3 | programme+6y | Address as recorded
  easting integer  -- personal | part-3 | programme+6y | Metres, EPSG:27700
  northing integer  -- personal | part-3 | programme+6y | Metres, EPSG:27700
  classification text not null  -- personal | part-3 | programme+6y | Classification as recorded
  series text not null  -- official | part-3 | programme+6y | Series the classification belongs to
  repeat_victim boolean  -- personal | part-3 | programme+6y | Repeat victim
  vulnerable_victim boolean  -- personal | part-3 | programme+6y | Vulnerable victim
  sticker_seen boolean  -- personal | part-3 | programme+6y | Whether a sticker was seen at the home
  constraint incident_version_check CHECK (((easting IS NULL) = (northing IS NULL)))
  constraint incident_version_check1 CHECK ((committed_to >= committed_from))
  constraint incident_version_pkey PRIMARY KEY (reference, as_at, row_digest)
  constraint incident_version_reference_check CHECK ((reference <> ''::text))
  constraint incident_version_series_check CHECK ((series = ANY (ARRAY['residential'::text, 'other'::text, 'not burglary'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city as restrictive for delete to mettrace_importer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator

table enforcement.scan row security forced
  -- Every scan under ultraviolet light, negatives too. A glow or a reading in the field is intelligence, not evidence.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  at timestamp with time zone not null  -- personal | part-3 | programme+6y | When
  bcu text not null  -- official | part-3 | programme+6y | BCU that scanned
  subject text not null  -- personal | part-3 | programme+6y | What was scanned
  basis text not null  -- official | part-3 | programme+6y | Legal basis
  result text not null  -- personal | part-3 | programme+6y | What was seen
  code text  -- secret | part-3 | programme+6y | Code that was read
  actor text not null  -- personal | part-3 | audit+6y | Who scanned
  constraint scan_basis_check CHECK ((basis = ANY (ARRAY['consent'::text, 'PACE s.63'::text, 'PACE s.65'::text, 'other power'::text])))
  constraint scan_bcu_check CHECK ((bcu <> ''::text))
  constraint scan_check CHECK (((result = 'code read'::text) = (code IS NOT NULL)))
  constraint scan_pkey PRIMARY KEY (id)
  constraint scan_result_check CHECK ((result = ANY (ARRAY['nothing'::text, 'glow'::text, 'code read'::text])))
  constraint scan_subject_check CHECK ((subject = ANY (ARRAY['person'::text, 'property'::text, 'premises'::text])))
  CREATE INDEX scan_by_bcu ON enforcement.scan USING btree (bcu, at)
  CREATE INDEX scan_by_code ON enforcement.scan USING btree (code)
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant insert, select to mettrace_investigator

view enforcement.incident with (security_invoker=true, security_barrier=true)
  -- Each incident as it stands now.
  reference text  -- personal | part-3 | programme+6y | As incident_version
  as_at timestamp with time zone
  row_digest uuid
  reported_at timestamp with time zone
  committed_from timestamp with time zone
  committed_to timestamp with time zone
  uprn bigint
  address text
  easting integer
  northing integer
  classification text
  series text
  repeat_victim boolean
  vulnerable_victim boolean
  sticker_seen boolean
    SELECT DISTINCT ON (reference) reference,
    as_at,
    row_digest,
    reported_at,
    committed_from,
    committed_to,
    uprn,
    address,
    easting,
    northing,
    classification,
    series,
    repeat_victim,
    vulnerable_victim,
    sticker_seen
    FROM enforcement.incident_version
    ORDER BY reference, as_at DESC, row_digest DESC;
  grant select to mettrace_importer
  grant select to mettrace_investigator

view enforcement.unmatched_incident with (security_invoker=true, security_barrier=true)
  -- Burglaries without a place, waiting to be matched.
  reference text
  reported_at timestamp with time zone
  uprn bigint
  address text
    SELECT reference,
    reported_at,
    uprn,
    address
    FROM enforcement.incident
    WHERE easting IS NULL AND series <> 'not burglary'::text;
  grant select to mettrace_importer
  grant select to mettrace_investigator

function enforcement.burglary_place_and_time() returns TABLE(easting integer, northing integer, month date, day_from date, day_to date, residential boolean) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose risk to homes; operation combination; columns place and time of burglaries, nothing of the victim.
    BEGIN ATOMIC
    SELECT i.easting,
    i.northing,
    (date_trunc('month'::text, (COALESCE(i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text)))::date AS date_trunc,
    ((COALESCE(i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    ((COALESCE(i.committed_to, i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    (i.series = 'residential'::text)
    FROM enforcement.incident i
    WHERE ((i.series <> 'not burglary'::text) AND (i.easting IS NOT NULL) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_importer
  grant execute to mettrace_risk

function enforcement.burgled_home_counts(from_day date, to_day date) returns TABLE(ward text, burgled bigint, burgled_with_kit bigint) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether kits helped; operation combination; columns counts by ward and of all (ward null), rounded to the nearest five, no home and no incident.
    BEGIN ATOMIC
    SELECT home.ward,
    (5 * (round(((count(*))::numeric / 5.0)))::bigint),
    (5 * (round(((count(*) FILTER (WHERE (EXISTS ( SELECT
    FROM engagement.kit_event
    WHERE ((kit_event.home = home.id) AND (kit_event.kind = 'delivered'::text) AND (kit_event.at < COALESCE(incident.committed_from, incident.reported_at)))))))::numeric / 5.0)))::bigint)
    FROM (enforcement.incident
    JOIN engagement.home ON ((home.uprn = incident.uprn)))
    WHERE ((incident.series = 'residential'::text) AND (foundation.actor_id() IS NOT NULL) AND ((((COALESCE(incident.committed_from, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date >= burgled_home_counts.from_day) AND (((COALESCE(incident.committed_from, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date <= burgled_home_counts.to_day)))
    GROUP BY GROUPING SETS ((home.ward), ());
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_planner
  grant execute to mettrace_programme_lead

function enforcement.cocoon(since timestamp with time zone, metres integer) returns TABLE(home uuid, burglary_day date, distance integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose offer kits around a burgled home; operation combination; columns homes of one's own places, day and distance of the nearest burglary.
    BEGIN ATOMIC
    SELECT home.id,
    max(((COALESCE(incident.committed_to, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date) AS max,
    (min(round(sqrt(((((home.easting - incident.easting))::double precision ^ (2)::double precision) + (((home.northing - incident.northing))::double precision ^ (2)::double precision))))))::integer AS min
    FROM (enforcement.incident
    JOIN engagement.home ON ((((home.easting >= (incident.easting - cocoon.metres)) AND (home.easting <= (incident.easting + cocoon.metres))) AND ((home.northing >= (incident.northing - cocoon.metres)) AND (home.northing <= (incident.northing + cocoon.metres))) AND ((((((home.easting - incident.easting))::bigint)::double precision ^ (2)::double precision) + ((((home.northing - incident.northing))::bigint)::double precision ^ (2)::double precision)) <= (((cocoon.metres)::bigint)::double precision ^ (2)::double precision)))))
    WHERE ((incident.series = 'residential'::text) AND (incident.reported_at >= cocoon.since) AND ((cocoon.metres >= 0) AND (cocoon.metres <= 1000)) AND (foundation.actor_id() IS NOT NULL) AND ((home.ward IN ( SELECT foundation.acting_places() AS acting_places)) OR (home.bcu IN ( SELECT foundation.acting_places() AS acting_places))))
    GROUP BY home.id;
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

schema engagement
  grant usage to mettrace_data_protection
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_registrar
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table engagement.home row security forced
  -- Homes that kits are offered to: the denominator of saturation.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  uprn bigint not null  -- official | uk-gdpr | programme+6y | Unique property reference number, or what stands for it
  ward text not null  -- official | uk-gdpr | programme+6y | Ward whose officers may see it
  bcu text not null  -- official | uk-gdpr | programme+6y | BCU that the ward belongs to
  postcode text not null  -- personal | uk-gdpr | programme+6y | Postcode, capitals, no space
  street text not null  -- personal | uk-gdpr | programme+6y | Street
  number text not null  -- personal | uk-gdpr | programme+6y | Number or name of the house or building
  core text  -- personal | uk-gdpr | programme+6y | Stairs or lift of a building of flats
  floor integer  -- personal | uk-gdpr | programme+6y | Floor, 0 the ground
  flat integer  -- personal | uk-gdpr | programme+6y | Number of the flat
  easting integer not null  -- personal | uk-gdpr | programme+6y | Metres, EPSG:27700
  northing integer not null  -- personal | uk-gdpr | programme+6y | Metres, EPSG:27700
  constraint home_bcu_check CHECK ((bcu <> ''::text))
  constraint home_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint home_uprn_key UNIQUE (uprn)
  constraint home_ward_check CHECK ((ward <> ''::text))
  CREATE INDEX home_by_bcu ON engagement.home USING btree (bcu, postcode, street, number)
  CREATE UNIQUE INDEX home_by_id_alone ON engagement.home USING btree (((id)::text))
  CREATE INDEX home_by_place ON engagement.home USING btree (easting, northing)
  CREATE INDEX home_by_postcode ON engagement.home USING btree (postcode, ward, bcu)
  CREATE INDEX home_by_ward ON engagement.home USING btree (ward, postcode, street, number)
  policy add_all for insert to mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy remove_all for delete to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant delete, insert, select, update to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.kit_event row security forced
  -- The life of every bottle, appended: where it is follows from its last event.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  kit text not null  -- secret | uk-gdpr | programme+6y | Code of the bottle
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it happened
  kind text not null  -- official | uk-gdpr | programme+6y | What happened
  holder text  -- personal | uk-gdpr | programme+6y | Store, team or officer that had it then
  home uuid  -- personal | uk-gdpr | programme+6y | Home that it went to
  ward text  -- official | uk-gdpr | programme+6y | Ward, once it is out of the store
  bcu text  -- official | uk-gdpr | programme+6y | BCU, once it has left the central store
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  constraint kit_event_check CHECK (((home IS NULL) OR ((ward IS NOT NULL) AND (bcu IS NOT NULL))))
  constraint kit_event_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint kit_event_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'issued'::text, 'delivered'::text, 'registered'::text, 'returned'::text, 'lost'::text, 'damaged'::text, 'recalled'::text])))
  constraint kit_event_kit_check CHECK ((kit <> ''::text))
  constraint kit_event_pkey PRIMARY KEY (id)
  CREATE INDEX kit_event_by_bcu ON engagement.kit_event USING btree (bcu)
  CREATE INDEX kit_event_by_home ON engagement.kit_event USING btree (home)
  CREATE INDEX kit_event_by_kit ON engagement.kit_event USING btree (kit, at)
  CREATE INDEX kit_event_by_ward ON engagement.kit_event USING btree (ward)
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy change_all for update to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy remove_all for delete to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_prevention_pcso
  grant delete, insert, select, update to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_ward_officer

table engagement.resident row security forced
  -- Who registered for a home, and from when to when they lived there. What names them is encrypted by a key of the row's own.
  id uuid not null  -- personal | uk-gdpr | programme+6y | UUIDv7
  home uuid not null  -- personal | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  from_day date not null  -- personal | uk-gdpr | programme+6y | First day they lived there, as far as known
  to_day date  -- personal | uk-gdpr | programme+6y | Last day; null while they live there
  data_key bytea  -- secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database; gone when erased
  key_version integer  -- official | uk-gdpr | programme+6y | Which key wraps it
  name bytea  -- personal | uk-gdpr | programme+6y | Name: AES-256-GCM, bound to table, column and row
  contact bytea  -- personal | uk-gdpr | programme+6y | Telephone or e-mail, encrypted alike
  vulnerability bytea  -- personal | uk-gdpr | programme+6y | What makes a visit urgent, encrypted alike
  name_digest bytea  -- secret | uk-gdpr | programme+6y | Keyed digest of the name, for exact look-up
  contact_digest bytea  -- secret | uk-gdpr | programme+6y | Keyed digest of the contact, for exact look-up
  registered_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  erased_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When what names them was made unreadable
  constraint resident_check CHECK ((to_day >= from_day))
  constraint resident_check1 CHECK (((data_key IS NULL) = (erased_at IS NOT NULL)))
  constraint resident_check2 CHECK (((erased_at IS NULL) OR ((name IS NULL) AND (contact IS NULL) AND (vulnerability IS NULL) AND (name_digest IS NULL) AND (contact_digest IS NULL))))
  constraint resident_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint resident_pkey PRIMARY KEY (id)
  CREATE INDEX resident_by_bcu ON engagement.resident USING btree (bcu)
  CREATE INDEX resident_by_contact ON engagement.resident USING btree (contact_digest, ward, bcu)
  CREATE INDEX resident_by_home ON engagement.resident USING btree (home, ward, bcu)
  CREATE INDEX resident_by_key ON engagement.resident USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE INDEX resident_by_name ON engagement.resident USING btree (name_digest, ward, bcu)
  CREATE INDEX resident_by_ward ON engagement.resident USING btree (ward)
  policy add_all for insert to mettrace_registrar with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy add_own_bcu for insert to mettrace_prevention_pcso with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy change_all for update to mettrace_data_protection, mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy change_own_bcu for update to mettrace_prevention_pcso using (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text)))) with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy change_own_ward for update to mettrace_ward_officer using (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text)))) with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy remove_all for delete to mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (current_setting('mettrace.role'::text, true) = 'data_protection'::text))))
  grant select, update to mettrace_data_protection
  grant insert, select, update to mettrace_prevention_pcso
  grant delete, insert, select, update to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert, select, update to mettrace_ward_officer

function engagement.contamination(code text) returns TABLE(at timestamp with time zone, kind text, holder text, has_home boolean, ward text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether a mark could have been planted; operation combination; columns the life of one bottle, nobody's name.
    BEGIN ATOMIC
    SELECT kit_event.at,
    kit_event.kind,
    kit_event.holder,
    (kit_event.home IS NOT NULL),
    kit_event.ward
    FROM engagement.kit_event
    WHERE ((kit_event.kit = contamination.code) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY kit_event.at, kit_event.id;
    END
  grant execute to mettrace_investigator

function engagement.leave_with_the_city() returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the made-up city leaves; operation erasure, of nobody real; columns none.
    BEGIN ATOMIC
    DELETE FROM enforcement.scan
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_event
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.resident
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.home
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    END
  grant execute to mettrace_importer

function engagement.subject_access(subject uuid) returns TABLE(held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a person's right of access (UK GDPR art. 15, DPA 2018 s.45); operation disclosure; columns all that is held of one resident.
    BEGIN ATOMIC
    SELECT 'engagement.resident'::text,
    (to_jsonb(resident.*) - ARRAY['data_key'::text, 'key_version'::text, 'name'::text, 'contact'::text, 'vulnerability'::text, 'name_digest'::text, 'contact_digest'::text]),
    resident.data_key,
    resident.key_version,
    resident.name,
    resident.contact,
    resident.vulnerability
    FROM engagement.resident
    WHERE ((resident.id = subject_access.subject) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT 'engagement.home'::text,
    to_jsonb(home.*) AS to_jsonb,
    NULL::bytea,
    NULL::integer,
    NULL::bytea,
    NULL::bytea,
    NULL::bytea
    FROM (engagement.home
    JOIN engagement.resident ON ((resident.home = home.id)))
    WHERE ((resident.id = subject_access.subject) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT 'engagement.kit_event'::text,
    (to_jsonb(kit_event.*) - ARRAY['kit'::text, 'holder'::text, 'actor'::text]),
    NULL::bytea,
    NULL::integer,
    NULL::bytea,
    NULL::bytea,
    NULL::bytea
    FROM (engagement.kit_event
    JOIN engagement.resident ON ((resident.home = kit_event.home)))
    WHERE ((resident.id = subject_access.subject) AND (foundation.actor_id() IS NOT NULL) AND ((((kit_event.at AT TIME ZONE 'Europe/London'::text))::date >= resident.from_day) AND (((kit_event.at AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(resident.to_day, 'infinity'::date))))
    UNION ALL
    SELECT 'enforcement.incident'::text,
    jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification, 'sticker_seen', incident.sticker_seen) AS jsonb_build_object,
    NULL::bytea,
    NULL::integer,
    NULL::bytea,
    NULL::bytea,
    NULL::bytea
    FROM ((enforcement.incident
    JOIN engagement.home ON ((home.uprn = incident.uprn)))
    JOIN engagement.resident ON ((resident.home = home.id)))
    WHERE ((resident.id = subject_access.subject) AND (foundation.actor_id() IS NOT NULL) AND ((((incident.reported_at AT TIME ZONE 'Europe/London'::text))::date >= resident.from_day) AND (((incident.reported_at AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(resident.to_day, 'infinity'::date))));
    END
  grant execute to mettrace_data_protection

function engagement.trace(code text, on_day date) returns TABLE(kit_event uuid, at timestamp with time zone, home uuid, uprn bigint, street text, number text, flat integer, postcode text, resident uuid, data_key bytea, key_version integer, name bytea, contact bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose trace a code to its owner; operation combination; columns home, address, and the name and contact of who lived there on the day.
    BEGIN ATOMIC
    SELECT kit_event.id,
    kit_event.at,
    home.id,
    home.uprn,
    home.street,
    home.number,
    home.flat,
    home.postcode,
    resident.id,
    resident.data_key,
    resident.key_version,
    resident.name,
    resident.contact
    FROM ((engagement.kit_event
    JOIN engagement.home ON ((home.id = kit_event.home)))
    LEFT JOIN engagement.resident ON (((resident.home = home.id) AND ((trace.on_day >= resident.from_day) AND (trace.on_day <= COALESCE(resident.to_day, 'infinity'::date))))))
    WHERE ((kit_event.kit = trace.code) AND (kit_event.kind = ANY (ARRAY['delivered'::text, 'registered'::text])) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY kit_event.at, kit_event.id;
    END
  grant execute to mettrace_investigator

schema foundation
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sealer
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table foundation.act row security forced
  -- One row for every transaction that an actor opened; appended, never changed.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7 of the act
  at timestamp with time zone not null default now()  -- official | uk-gdpr | audit+6y | When the transaction began
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that acted
  role text not null  -- official | uk-gdpr | audit+6y | Database role it acted in
  purpose text not null  -- official | uk-gdpr | audit+6y | Command or page, never its parameters
  constraint act_actor_check CHECK ((actor <> ''::text))
  constraint act_pkey PRIMARY KEY (id)
  constraint act_purpose_check CHECK ((purpose <> ''::text))
  constraint act_role_check CHECK ((role <> ''::text))
  CREATE INDEX act_by_actor ON foundation.act USING btree (actor, id)
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_ward_officer

table foundation.demonstration row security forced
  -- The made-up city that is loaded, or that none is wanted; no row where nothing was decided yet.
  only_one boolean not null default true  -- open | none | keep | There is at most one row
  state text not null  -- open | none | keep | none: start without one; loading: being made; loaded
  seed integer  -- open | none | keep | Seed that the city follows from
  homes integer  -- open | none | keep | Homes that it was made with
  truth jsonb  -- open | none | keep | What was planted: effect, decay, displacement, areas and months
  changed_at timestamp with time zone not null default now()  -- open | none | keep | When its state last changed
  constraint demonstration_check CHECK (((state = 'none'::text) = (seed IS NULL)))
  constraint demonstration_check1 CHECK (((seed IS NULL) = (homes IS NULL)))
  constraint demonstration_only_one_check CHECK (only_one)
  constraint demonstration_pkey PRIMARY KEY (only_one)
  constraint demonstration_state_check CHECK ((state = ANY (ARRAY['none'::text, 'loading'::text, 'loaded'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table foundation.master_key row security forced
  -- What every version of the master key is known by; appended, never changed.
  version integer not null  -- official | none | keep | 1, 2, 3 …: line of the key file
  check_value bytea not null  -- secret | none | keep | 32 bytes derived of it by HKDF-SHA256 for this alone; leads to no key
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was first used here
  constraint master_key_check_value_check CHECK ((octet_length(check_value) = 32))
  constraint master_key_pkey PRIMARY KEY (version)
  constraint master_key_version_check CHECK ((version > 0))
  policy add_all for insert to mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_registrar

table foundation.setting row security forced
  -- Figures that answers rest on, every version; the highest holds.
  name text not null  -- official | none | keep | What it is
  version integer not null  -- official | none | keep | 1, 2, 3 …
  value double precision not null  -- official | none | keep | The figure
  unit text not null  -- official | none | keep | What it counts
  source text not null  -- official | none | keep | Where it is from
  from_day date not null  -- official | none | keep | Day from which it holds here
  reason text  -- official | none | keep | Why it was changed
  actor text not null  -- personal | uk-gdpr | audit+6y | Who set it
  set_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When it was set
  constraint setting_name_check CHECK ((name <> ''::text))
  constraint setting_pkey PRIMARY KEY (name, version)
  constraint setting_source_check CHECK ((source <> ''::text))
  constraint setting_version_check CHECK ((version > 0))
  policy add_all for insert to mettrace_finance, mettrace_planner, mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy migration for insert to owner with check ((SESSION_USER = CURRENT_USER))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

function foundation.acting_places() returns SETOF text language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose who may act where; operation none, nothing of it leaves the check; columns places of the actor's own present postings.
    BEGIN ATOMIC
    SELECT posting.place
    FROM (identity.posting
    JOIN identity.person ON ((person.id = posting.person)))
    WHERE ((posting.person = foundation.actor_person()) AND (posting.role = current_setting('mettrace.role'::text, true)) AND (person.disabled_at IS NULL) AND (posting.ended_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= posting.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(posting.to_day, 'infinity'::date))));
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_importer
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar
  grant execute to mettrace_risk
  grant execute to mettrace_sealer
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function foundation.actor_id() returns text language sql stable parallel safe
  -- Who acts in this transaction, if they may: null outside withActor, and for a person who does not hold the role now, so that every policy fails closed.
    RETURN CASE WHEN (((CURRENT_USER)::text ~~ 'mettrace\_%'::text) AND ((CURRENT_USER)::text IS DISTINCT FROM ('mettrace_'::text || current_setting('mettrace.role'::text, true)))) THEN NULL::text WHEN (current_setting('mettrace.role'::text, true) = ANY (ARRAY['importer'::text, 'registrar'::text, 'risk'::text, 'identity'::text, 'sealer'::text])) THEN foundation.actor_name() WHEN (foundation.actor_person() IS NULL) THEN CASE WHEN (current_setting('mettrace.role'::text, true) = 'planner'::text) THEN foundation.actor_name() ELSE NULL::text END WHEN (EXISTS (SELECT FROM foundation.acting_places() acting_places(acting_places))) THEN foundation.actor_name() ELSE NULL::text END
  grant execute to PUBLIC

function foundation.actor_name() returns text language sql stable parallel safe
  -- Who acts in this transaction by their own account; foundation.actor_id asks whether they may.
    RETURN NULLIF(current_setting('mettrace.actor'::text, true), ''::text)
  grant execute to PUBLIC

function foundation.actor_person() returns uuid language sql stable parallel safe
  -- The person who acts; null where a part of the product does.
    RETURN CASE WHEN (current_setting('mettrace.actor'::text, true) ~ '^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) THEN (substr(current_setting('mettrace.actor'::text, true), 8))::uuid ELSE NULL::uuid END
  grant execute to PUBLIC

schema identity
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table identity.device row security forced
  -- Browsers and phones that people have signed in on; one that is revoked signs in no more.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  token_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the token that the device keeps
  name text not null  -- official | uk-gdpr | audit+6y | Kind of browser and system, or the name that an administrator gave it
  first_seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When somebody first signed in on it
  revoked_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When it was shut out; null while not
  revoked_by text  -- personal | uk-gdpr | audit+6y | Who shut it out
  constraint device_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  constraint device_name_check CHECK ((name <> ''::text))
  constraint device_pkey PRIMARY KEY (id)
  constraint device_token_digest_check CHECK ((octet_length(token_digest) = 32))
  constraint device_token_digest_key UNIQUE (token_digest)
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_administrator, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select, update to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

table identity.emergency row security forced
  -- Emergency sign-ins: a code made at the machine, good once and for minutes.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  code_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the code
  role text not null  -- official | uk-gdpr | audit+6y | Role it is for
  reason text not null  -- official | uk-gdpr | audit+6y | Why it was needed
  made_by text not null  -- personal | uk-gdpr | audit+6y | Account of the machine that made it
  made_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When
  valid_until timestamp with time zone not null  -- official | uk-gdpr | audit+6y | Until when it can be used
  used_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When it was used; null while not
  person uuid  -- personal | uk-gdpr | audit+6y | Account that acted by it
  constraint emergency_check CHECK (((used_at IS NULL) = (person IS NULL)))
  constraint emergency_code_digest_check CHECK ((octet_length(code_digest) = 32))
  constraint emergency_code_digest_key UNIQUE (code_digest)
  constraint emergency_made_by_check CHECK ((made_by <> ''::text))
  constraint emergency_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint emergency_pkey PRIMARY KEY (id)
  constraint emergency_reason_check CHECK ((reason <> ''::text))
  constraint emergency_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'investigator'::text])))
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

table identity.emergency_seen row security forced
  -- Which administrators and data protection officers have noted the use of an emergency sign-in.
  emergency uuid not null  -- official | uk-gdpr | audit+6y | Emergency sign-in
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who noted it
  seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When
  constraint emergency_seen_emergency_fkey FOREIGN KEY (emergency) REFERENCES identity.emergency(id)
  constraint emergency_seen_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint emergency_seen_pkey PRIMARY KEY (emergency, person)
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

table identity.person row security forced
  -- People who have signed in or were expected to, as their identity provider names them.
  id uuid not null  -- personal | uk-gdpr | audit+6y | UUIDv7
  issuer text not null  -- official | uk-gdpr | audit+6y | Identity provider
  subject text not null  -- personal | uk-gdpr | audit+6y | What the provider calls the person, for ever
  display_name text not null  -- personal | uk-gdpr | audit+6y | Name to show
  created_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When the row was made
  disabled_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When the person was shut out; null while not
  constraint person_display_name_check CHECK ((display_name <> ''::text))
  constraint person_issuer_check CHECK ((issuer <> ''::text))
  constraint person_issuer_subject_key UNIQUE (issuer, subject)
  constraint person_pkey PRIMARY KEY (id)
  constraint person_subject_check CHECK ((subject <> ''::text))
  policy add_all for insert to mettrace_administrator, mettrace_identity with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id())))
  policy change_all for update to mettrace_administrator, mettrace_identity using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id()))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id())))
  policy postings_are_asked for select to owner using ((( SELECT foundation.actor_name() AS actor_name) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select, update to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

table identity.posting row security forced
  -- Which person works in which role and where, from when to when.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who
  role text not null  -- official | uk-gdpr | audit+6y | Role, without the prefix of the database
  place_kind text not null  -- official | uk-gdpr | audit+6y | ward, bcu, or the whole force
  place text not null  -- official | uk-gdpr | audit+6y | Code of the ward or BCU; empty for the force
  from_day date not null  -- official | uk-gdpr | audit+6y | First day
  to_day date  -- official | uk-gdpr | audit+6y | Last day; null where none is set
  given_by text not null  -- personal | uk-gdpr | audit+6y | Who gave it
  given_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When
  ended_by text  -- personal | uk-gdpr | audit+6y | Who ended it early
  ended_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When
  constraint posting_check CHECK (((place_kind = 'force'::text) = (place = ''::text)))
  constraint posting_check1 CHECK ((to_day >= from_day))
  constraint posting_check2 CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
  constraint posting_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint posting_pkey PRIMARY KEY (id)
  constraint posting_place_kind_check CHECK ((place_kind = ANY (ARRAY['force'::text, 'bcu'::text, 'ward'::text])))
  constraint posting_role_check CHECK ((role <> ''::text))
  CREATE INDEX posting_by_person ON identity.posting USING btree (person, role)
  policy add_all for insert to mettrace_administrator, mettrace_identity with check (((given_by = ( SELECT foundation.actor_id() AS actor_id)) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id())))
  policy change_all for update to mettrace_administrator, mettrace_identity using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id()))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id())))
  policy postings_are_asked for select to owner using ((( SELECT foundation.actor_name() AS actor_name) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select, update to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

table identity.session row security forced
  -- Who is or was signed in, where, and in which role they act.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who
  device uuid not null  -- official | uk-gdpr | audit+6y | On which device
  emergency uuid  -- official | uk-gdpr | audit+6y | Emergency sign-in that began it; null for every other
  token_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the token in the browser's cookie
  role text  -- official | uk-gdpr | audit+6y | Role in use; null until one is chosen
  vouched_roles text[]  -- personal | uk-gdpr | audit+6y | Roles that the provider's directory gives; null where it is not asked
  begun_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it began
  seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it was last used, to the minute
  idle_seconds integer not null  -- official | uk-gdpr | audit+6y | How long it may lie unused
  ends_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it ends at the latest
  ended_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When somebody ended it; null while nobody has
  ended_by text  -- personal | uk-gdpr | audit+6y | Who ended it
  constraint session_check CHECK ((ends_at > begun_at))
  constraint session_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint session_device_fkey FOREIGN KEY (device) REFERENCES identity.device(id)
  constraint session_emergency_fkey FOREIGN KEY (emergency) REFERENCES identity.emergency(id)
  constraint session_idle_seconds_check CHECK ((idle_seconds > 0))
  constraint session_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint session_pkey PRIMARY KEY (id)
  constraint session_role_check CHECK ((role <> ''::text))
  constraint session_token_digest_check CHECK ((octet_length(token_digest) = 32))
  constraint session_token_digest_key UNIQUE (token_digest)
  CREATE INDEX session_by_device ON identity.session USING btree (device)
  CREATE INDEX session_by_person ON identity.session USING btree (person, begun_at)
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_administrator, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select, update to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select, update to mettrace_identity

function identity.actor_names(actors text[]) returns TABLE(actor text, name text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose say who did something; operation consultation; columns display name of the actors asked for.
    BEGIN ATOMIC
    SELECT asked.actor,
    person.display_name
    FROM (unnest(actor_names.actors) asked(actor)
    JOIN identity.person ON ((person.id = (substr(asked.actor, 8))::uuid)))
    WHERE ((asked.actor ~ '^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

schema log
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sealer
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table log.alarm row security forced
  -- What the sealer found wrong with the log or its witnesses.
  id uuid not null  -- official | none | keep | UUIDv7
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When
  about text not null  -- official | none | keep | Witness, or part of the log
  words text not null  -- official | none | keep | What is wrong
  constraint alarm_about_check CHECK ((about <> ''::text))
  constraint alarm_pkey PRIMARY KEY (id)
  constraint alarm_words_check CHECK ((words <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.alarm FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table log.cosignature row security forced
  -- What witnesses signed: that a head goes on from the one that they saw before.
  size bigint not null  -- official | none | keep | The head
  witness text not null  -- official | none | keep | Name of the witness's key
  at timestamp with time zone not null  -- official | none | keep | When the witness saw it, by its own clock
  line text not null  -- official | none | keep | Its signature (C2SP tlog-cosignature)
  constraint cosignature_line_check CHECK ((line <> ''::text))
  constraint cosignature_pkey PRIMARY KEY (size, witness)
  constraint cosignature_size_fkey FOREIGN KEY (size) REFERENCES log.head(size)
  constraint cosignature_witness_check CHECK ((witness <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.cosignature FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table log.entry row security forced
  -- What was done with whose record; no entry, no answer.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  xid xid8 not null default pg_current_xact_id()  -- official | none | audit+6y | Transaction that wrote it: the sealer waits for those still open
  epoch integer not null default log.present_epoch()  -- official | none | audit+6y | Epoch of that number
  at timestamp with time zone not null default statement_timestamp()  -- official | uk-gdpr | audit+6y | When it was written
  act uuid not null  -- official | uk-gdpr | audit+6y | The transaction, as foundation.act has it
  actor log.words not null  -- personal | uk-gdpr | audit+6y | Who; the published log has a salted digest of it
  role log.words not null  -- official | uk-gdpr | audit+6y | In which role
  purpose log.words not null  -- official | uk-gdpr | audit+6y | What for: page or command, never its parameters
  operation log.operation not null  -- official | uk-gdpr | audit+6y | One of the six of DPA 2018 s.62
  kind log.words not null  -- official | uk-gdpr | audit+6y | Kind of record
  subject log.digest  -- personal | uk-gdpr | audit+6y | Keyed digest of the one record; null for a list, or for none
  list_root log.digest  -- personal | uk-gdpr | audit+6y | Merkle root of the keyed digests of a list
  list_size log.list_size  -- official | uk-gdpr | audit+6y | Records in the list
  salt log.salt not null  -- secret | uk-gdpr | audit+6y | Makes the digests of short texts unguessable
  recipient log.digest  -- personal | uk-gdpr | audit+6y | Salted digest of to whom; the text is in log.entry_text
  reason log.digest  -- personal | uk-gdpr | audit+6y | Salted digest of the reason given
  constraint entry_one_or_list CHECK ((((subject IS NULL) OR (list_root IS NULL)) AND ((list_root IS NULL) = (list_size IS NULL))))
  constraint entry_pkey PRIMARY KEY (id)
  CREATE INDEX entry_by_act ON log.entry USING btree (act)
  CREATE INDEX entry_by_subject ON log.entry USING btree (subject) WHERE (subject IS NOT NULL)
  CREATE INDEX entry_by_xid ON log.entry USING btree (epoch, xid)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.entry FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer with check ((((actor)::text = ( SELECT foundation.actor_id() AS actor_id)) AND ((role)::text = current_setting('mettrace.role'::text, true))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_sealer
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_administrator
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_auditor
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_covert
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_custody
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_data_protection
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_finance
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_identity
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_importer
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_investigator
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_laboratory
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_planner
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_prevention_pcso
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_programme_lead
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_registrar
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_risk
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_sealer
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_sergeant
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_stock_keeper
  grant insert (act, actor, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_ward_officer

table log.entry_subject row security forced
  -- Records of an entry that is about several, in the order of its Merkle list.
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  position integer not null  -- official | uk-gdpr | audit+6y | Place in the list, from 0
  subject bytea not null  -- personal | uk-gdpr | audit+6y | Keyed digest of the record
  constraint entry_subject_pkey PRIMARY KEY (entry, "position")
  constraint entry_subject_position_check CHECK (("position" >= 0))
  constraint entry_subject_subject_check CHECK ((octet_length(subject) = 32))
  CREATE INDEX entry_subject_by_subject ON log.entry_subject USING btree (subject)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.entry_subject FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert, select to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_ward_officer

table log.entry_text row security forced
  -- Words of an entry that may name somebody; they can be erased, the entry and its proof stay.
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  recipient text  -- personal | uk-gdpr | audit+6y | To whom it was disclosed
  reason text  -- personal | uk-gdpr | audit+6y | Why, where a reason was asked for
  constraint entry_text_check CHECK ((num_nonnulls(recipient, reason) > 0))
  constraint entry_text_pkey PRIMARY KEY (entry)
  constraint entry_text_reason_check CHECK ((reason <> ''::text))
  constraint entry_text_recipient_check CHECK ((recipient <> ''::text))
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON log.entry_text FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant delete, insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_ward_officer

table log.epoch row security forced
  -- Stretches in which transaction numbers only grow; a restored database begins a new one.
  number integer not null  -- official | none | keep | 1, 2, 3 …
  begun_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it began
  system_identifier text not null  -- official | none | keep | Which PostgreSQL cluster
  timeline integer not null  -- official | none | keep | Timeline of the cluster
  size bigint not null  -- official | none | keep | Entries published before it
  reason text not null  -- official | none | keep | Why it began
  constraint epoch_number_check CHECK ((number > 0))
  constraint epoch_pkey PRIMARY KEY (number)
  constraint epoch_reason_check CHECK ((reason <> ''::text))
  constraint epoch_size_check CHECK ((size >= 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.epoch FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table log.head row security forced
  -- Heads of the log that were signed: one root for a size, for ever.
  size bigint not null  -- official | none | keep | Entries sealed
  epoch integer not null  -- official | none | keep | Epoch in which it was signed
  sealed_below xid8 not null  -- official | none | keep | Every entry of the epoch with a lower transaction number is sealed
  root bytea not null  -- official | none | keep | Root of the tree (RFC 9162)
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was signed
  note text not null  -- official | none | keep | The head as it was signed (C2SP tlog-checkpoint)
  constraint head_note_check CHECK ((note <> ''::text))
  constraint head_pkey PRIMARY KEY (size)
  constraint head_root_check CHECK ((octet_length(root) = 32))
  constraint head_size_check CHECK ((size >= 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.head FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table log.sealed row security forced
  -- Place of each entry in the tree.
  position bigint not null  -- official | none | audit+6y | Index of the leaf, from 0
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  constraint sealed_entry_key UNIQUE (entry)
  constraint sealed_pkey PRIMARY KEY ("position")
  constraint sealed_position_check CHECK (("position" >= 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.sealed FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_sealer

function log.present_epoch() returns integer language plpgsql stable parallel safe
  -- The epoch that an entry written now belongs to.
    begin return (select coalesce(max(number), 1) from log.epoch); end
  grant execute to PUBLIC

function log.refuse_change() returns trigger language plpgsql
  -- Refuses to change or take away a row, whoever asks.
    begin raise exception 'The log is appended to and never changed.' using errcode = '42501'; end
  grant execute to PUBLIC

type log.digest d

type log.list_size d

type log.operation d

type log.salt d

type log.words d

schema measure
  grant usage to mettrace_auditor
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_planner
  grant usage to mettrace_programme_lead
  grant usage to mettrace_sergeant

table measure.frozen_expectation row security forced
  -- Expectations of chosen areas as they were on the day of selection; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the expectation
  name text not null  -- official | none | keep | What the programme is called
  frozen_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was frozen
  actor text not null  -- personal | uk-gdpr | audit+6y | Who froze it
  data_until date not null  -- official | none | keep | Last month that was known, by its first day
  question jsonb not null  -- official | none | keep | Areas, series, boundaries and period it was asked for
  answer jsonb not null  -- official | none | keep | Expected burglaries inside, outside and by area, and their uncertainty
  digest text not null  -- official | none | keep | SHA-256 of question and answer as they were frozen
  constraint frozen_expectation_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint frozen_expectation_name_check CHECK ((name <> ''::text))
  constraint frozen_expectation_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.frozen_expectation FOR EACH STATEMENT EXECUTE FUNCTION measure.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.programme row security forced
  -- Programmes to be measured, every version; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  name text not null  -- official | none | keep | What the programme is called; versions share it
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When this version was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  programme jsonb not null  -- official | none | keep | Areas, starts, coverage, series and protocol, as the JSON Schema has them
  digest text not null  -- official | none | keep | SHA-256 of the programme as it was kept
  constraint programme_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint programme_name_check CHECK ((name <> ''::text))
  constraint programme_pkey PRIMARY KEY (id)
  CREATE INDEX programme_by_name ON measure.programme USING btree (name, kept_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.programme FOR EACH STATEMENT EXECUTE FUNCTION measure.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.protocol row security forced
  -- What was fixed beforehand: the first protocol that is kept under a programme's name holds.
  id uuid not null  -- official | none | keep | UUIDv7
  name text not null  -- official | none | keep | Programme that it holds for
  fixed_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was fixed
  actor text not null  -- personal | uk-gdpr | audit+6y | Who fixed it
  programme uuid not null  -- official | none | keep | Version of the programme that it came with
  publish_on date not null  -- official | none | keep | Day on which the report publishes itself
  code_version text not null  -- official | none | keep | Version of the product that it was fixed under
  content jsonb not null  -- official | none | keep | Outcome, series, areas, controls, method and dates
  digest text not null  -- official | none | keep | SHA-256 of name, publication day and content
  constraint protocol_code_version_check CHECK ((code_version <> ''::text))
  constraint protocol_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint protocol_name_check CHECK ((name <> ''::text))
  constraint protocol_name_key UNIQUE (name)
  constraint protocol_pkey PRIMARY KEY (id)
  constraint protocol_programme_fkey FOREIGN KEY (programme) REFERENCES measure.programme(id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.protocol FOR EACH STATEMENT EXECUTE FUNCTION measure.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.published_report row security forced
  -- Reports as they were when the day of their protocol came; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  protocol uuid not null  -- official | none | keep | Protocol that it answers
  programme uuid not null  -- official | none | keep | Version of the programme that was measured
  published_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was published
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that was acting when the day had come
  code_version text not null  -- official | none | keep | Version of the product that made it
  report jsonb not null  -- official | none | keep | Every figure of the report
  departures jsonb not null  -- official | none | keep | Where the measurement departs from the protocol
  digest text not null  -- official | none | keep | SHA-256 of report and departures
  constraint published_report_code_version_check CHECK ((code_version <> ''::text))
  constraint published_report_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint published_report_pkey PRIMARY KEY (id)
  constraint published_report_programme_fkey FOREIGN KEY (programme) REFERENCES measure.programme(id)
  constraint published_report_protocol_fkey FOREIGN KEY (protocol) REFERENCES measure.protocol(id)
  constraint published_report_protocol_key UNIQUE (protocol)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.published_report FOR EACH STATEMENT EXECUTE FUNCTION measure.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

function measure.refuse_change() returns trigger language plpgsql
  -- Refuses to change or take away a row, whoever asks.
    begin raise exception 'What was frozen is never changed.' using errcode = '42501'; end
  grant execute to PUBLIC

schema migration

table migration.applied row security forced
  -- Migrations that this database has been through.
  name text not null  -- open | none | keep | File of the migration
  digest text not null  -- open | none | keep | SHA-256 of its text
  applied_at timestamp with time zone not null default now()  -- open | none | keep | When it ran
  constraint applied_pkey PRIMARY KEY (name)
  policy journal for all to owner using ((SESSION_USER = CURRENT_USER)) with check ((SESSION_USER = CURRENT_USER))

schema places
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table places.address row security forced
  -- The address spine: every door, without who lives there.
  id bigint not null  -- open | none | keep | Unique property reference number, or what stands for it
  street integer not null  -- open | none | keep | Street
  number text not null  -- open | none | keep | Number or name of the house or building
  core text  -- open | none | keep | Stairs or lift of a building of flats
  floor integer  -- open | none | keep | Floor, 0 the ground
  flat integer  -- open | none | keep | Number of the flat
  shared boolean not null  -- open | none | keep | Whether it is a house in multiple occupation
  use text not null  -- open | none | keep | home, shop or custody suite
  postcode text not null  -- open | none | keep | Postcode, capitals, no space
  easting integer not null  -- open | none | keep | Metres, EPSG:27700
  northing integer not null  -- open | none | keep | Metres, EPSG:27700
  constraint address_pkey PRIMARY KEY (id)
  constraint address_street_fkey FOREIGN KEY (street) REFERENCES places.street(id)
  constraint address_use_check CHECK ((use = ANY (ARRAY['home'::text, 'shop'::text, 'custody'::text])))
  CREATE INDEX address_by_postcode ON places.address USING btree (postcode)
  CREATE INDEX address_by_street ON places.address USING btree (street)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.area row security forced
  -- An area of a vintage. Offered twice with different outlines, the finer one is kept.
  kind text not null  -- open | none | keep | Kind of area
  valid_from date not null  -- open | none | keep | Vintage it belongs to
  code text not null  -- open | none | keep | Official code
  name text  -- open | none | keep | Official name
  min_easting integer not null  -- open | none | derived | Western edge, metres, EPSG:27700
  min_northing integer not null  -- open | none | derived | Southern edge, metres, EPSG:27700
  max_easting integer not null  -- open | none | derived | Eastern edge, metres, EPSG:27700
  max_northing integer not null  -- open | none | derived | Northern edge, metres, EPSG:27700
  centre_easting integer not null  -- open | none | derived | Easting of the centroid, metres
  centre_northing integer not null  -- open | none | derived | Northing of the centroid, metres
  vertices integer not null  -- open | none | derived | Points of the outline
  boundary bytea not null  -- open | none | keep | Outline: WKB MultiPolygon, metres, EPSG:27700
  constraint area_code_check CHECK ((code <> ''::text))
  constraint area_kind_valid_from_fkey FOREIGN KEY (kind, valid_from) REFERENCES places.vintage(kind, valid_from)
  constraint area_pkey PRIMARY KEY (kind, valid_from, code)
  constraint area_vertices_check CHECK ((vertices > 2))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.geography row security forced
  -- Which state boundaries and look-ups are in: what was worked out in another state must be worked out anew.
  only_one boolean not null default true  -- open | none | derived | Keeps this table to one row
  version integer not null  -- open | none | derived | Raised by every change of boundaries or look-ups
  constraint geography_only_one_check CHECK (only_one)
  constraint geography_pkey PRIMARY KEY (only_one)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.ground row security forced
  -- What the ground is besides streets and buildings.
  id integer not null  -- open | none | keep | Number
  kind text not null  -- open | none | keep | water, park, wood or rail
  name text not null  -- open | none | keep | Name
  boundary bytea not null  -- open | none | keep | WKB MultiPolygon, metres, EPSG:27700
  constraint ground_kind_check CHECK ((kind = ANY (ARRAY['water'::text, 'park'::text, 'wood'::text, 'rail'::text])))
  constraint ground_pkey PRIMARY KEY (id)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.home_count row security forced
  -- Homes in an area, by source; the latest date counts, then the source first by name.
  code text not null  -- open | none | keep | Official code of the area
  as_of date not null  -- open | none | keep | Day the count describes
  source text not null  -- open | none | keep | File and column it came from
  homes integer not null  -- open | none | keep | Households, or homes
  constraint home_count_homes_check CHECK ((homes >= 0))
  constraint home_count_pkey PRIMARY KEY (code, as_of, source)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.import_file row security forced
  -- What each import took and left out, by reason.
  id uuid not null  -- official | none | keep | UUIDv7
  kind text not null  -- official | none | keep | Importer that read the file
  file text not null  -- official | none | keep | Name of the file, without its folder
  imported_at timestamp with time zone not null default now()  -- official | none | keep | When it was imported
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that imported it
  row_count integer not null  -- official | none | keep | Rows read
  taken integer not null  -- official | none | keep | Rows that were new
  already_present integer not null  -- official | none | keep | Rows that were there before
  left_out jsonb not null  -- official | none | keep | Rows left out, by reason
  possible_repeats integer not null  -- official | none | keep | Equal rows without an id, taken
  constraint import_file_already_present_check CHECK ((already_present >= 0))
  constraint import_file_kind_check CHECK ((kind = ANY (ARRAY['street'::text, 'counts'::text, 'incidents'::text, 'points'::text, 'areas'::text, 'homes'::text, 'lookup'::text, 'postcodes'::text, 'network'::text])))
  constraint import_file_pkey PRIMARY KEY (id)
  constraint import_file_possible_repeats_check CHECK ((possible_repeats >= 0))
  constraint import_file_row_count_check CHECK ((row_count >= 0))
  constraint import_file_taken_check CHECK ((taken >= 0))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.lookup row security forced
  -- Which code belongs to which: between vintages, and up to ward, borough and BCU.
  from_column text not null  -- open | none | keep | Heading of the first code
  to_column text not null  -- open | none | keep | Heading of the second code
  from_code text not null  -- open | none | keep | First code
  to_code text not null  -- open | none | keep | Second code
  change text  -- open | none | keep | U unchanged, S split, M merged, X irregular (ONS)
  constraint lookup_pkey PRIMARY KEY (from_column, to_column, from_code, to_code)
  CREATE INDEX lookup_by_from ON places.lookup USING btree (from_code)
  CREATE INDEX lookup_by_to ON places.lookup USING btree (to_code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.point_area row security forced
  -- Area of a point, found in the outlines; asked once for each point and vintage.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage
  easting integer not null  -- open | none | derived | Metres, EPSG:27700
  northing integer not null  -- open | none | derived | Metres, EPSG:27700
  code text  -- open | none | derived | Area that holds the point; null when none does
  constraint point_area_kind_valid_from_fkey FOREIGN KEY (kind, valid_from) REFERENCES places.vintage(kind, valid_from) ON DELETE CASCADE
  constraint point_area_pkey PRIMARY KEY (kind, valid_from, easting, northing)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.postcode row security forced
  -- Where a postcode lies.
  postcode text not null  -- open | none | keep | Capitals, no space
  easting integer not null  -- open | none | keep | Metres, EPSG:27700
  northing integer not null  -- open | none | keep | Metres, EPSG:27700
  constraint postcode_pkey PRIMARY KEY (postcode)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.street row security forced
  -- Streets and the line they run along.
  id integer not null  -- open | none | keep | Number of the street
  name text not null  -- open | none | keep | Name
  line bytea not null  -- open | none | keep | WKB LineString, metres, EPSG:27700
  constraint street_pkey PRIMARY KEY (id)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.street_link row security forced
  -- Stretches of street between junctions: two meet where their lines share a corner.
  key bytea not null generated sha256(line)  -- open | none | keep | SHA-256 of the line
  line bytea not null  -- open | none | keep | WKB LineString, metres, EPSG:27700, to the decimetre
  metres double precision not null  -- open | none | keep | Length, metres
  constraint street_link_metres_check CHECK (((metres >= (0)::double precision) AND (metres < 'Infinity'::double precision)))
  constraint street_link_pkey PRIMARY KEY (key)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table places.vintage row security forced
  -- A set of boundaries of one kind that came into force together.
  kind text not null  -- open | none | keep | Kind of area
  valid_from date not null  -- open | none | keep | First day of validity
  valid_to date  -- open | none | keep | Last day of validity; null while in force
  constraint vintage_check CHECK ((valid_to >= valid_from))
  constraint vintage_kind_check CHECK ((kind = ANY (ARRAY['oa'::text, 'lsoa'::text, 'ward'::text, 'borough'::text, 'bcu'::text])))
  constraint vintage_pkey PRIMARY KEY (kind, valid_from)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

schema public
  grant usage to PUBLIC

schema target
  grant usage to mettrace_auditor
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_importer
  grant usage to mettrace_planner
  grant usage to mettrace_programme_lead
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant

table target.burglary row security forced
  -- Burglaries from street files and point files. Importing is the union of multisets: key names a crime (or, without an id, a row), ordinal counts those that share it.
  key uuid not null  -- open | none | keep | Digest of force and crime id, or of the whole row where there is none
  ordinal smallint not null  -- open | none | keep | 1 for the first row with this key
  source text not null  -- open | none | keep | street (data.police.uk) or points
  month date not null  -- open | none | keep | First day of the month
  day_from date  -- open | none | keep | First day it may have happened
  day_to date  -- open | none | keep | Last day it may have happened
  code text  -- open | none | keep | Area code as the file gives it, of any vintage
  easting integer  -- open | none | keep | Metres, EPSG:27700; street files give a snapped point
  northing integer  -- open | none | keep | Metres, EPSG:27700
  at_premises boolean not null default false  -- open | none | keep | Placed at premises or a public place (a supermarket, a car park) and not in a street
  constraint burglary_check CHECK (((code IS NOT NULL) OR (easting IS NOT NULL)))
  constraint burglary_check1 CHECK (((easting IS NULL) = (northing IS NULL)))
  constraint burglary_check2 CHECK ((day_to >= day_from))
  constraint burglary_ordinal_check CHECK ((ordinal > 0))
  constraint burglary_pkey PRIMARY KEY (key, ordinal)
  constraint burglary_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text])))
  CREATE INDEX burglary_by_month ON target.burglary USING brin (month) WITH (pages_per_range='16')
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.burglary_count row security forced
  -- Burglaries by area and month, one series from one source at a time: what risk reads. Made from the tables above.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage of the areas
  source text not null  -- open | none | derived | Where the counts come from
  series text not null  -- open | none | derived | all, or residential
  code text not null  -- open | none | derived | Area
  month date not null  -- open | none | derived | First day of the month
  burglaries integer not null  -- open | none | derived | Burglaries
  repeats integer not null default 0  -- open | none | derived | Of these, at a spot burgled in the twelve months before or already in the same month
  premises integer not null default 0  -- open | none | derived | Of these, at premises and not in a street
  constraint burglary_count_burglaries_check CHECK ((burglaries > 0))
  constraint burglary_count_check CHECK (((repeats >= 0) AND (repeats <= burglaries)))
  constraint burglary_count_check1 CHECK (((premises >= 0) AND (premises <= burglaries)))
  constraint burglary_count_pkey PRIMARY KEY (kind, valid_from, source, series, code, month)
  constraint burglary_count_series_check CHECK ((series = ANY (ARRAY['all'::text, 'residential'::text])))
  constraint burglary_count_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text, 'mps'::text, 'incidents'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.counted_month row security forced
  -- Months whose counts in burglary_count are up to date, as long as boundaries and look-ups stay as they are.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage of the areas
  source text not null  -- open | none | derived | Where the counts come from
  month date not null  -- open | none | derived | First day of the month
  geography integer not null  -- open | none | derived | Version of places.geography they were counted with
  constraint counted_month_pkey PRIMARY KEY (kind, valid_from, source, month)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.loaded_month row security forced
  -- Months that a source covers, so that a month without burglary is not taken for one never loaded.
  source text not null  -- open | none | keep | Where the counts come from
  series text not null  -- open | none | keep | all, or residential
  level text not null  -- open | none | keep | Kind of area counted; any for points and street files
  month date not null  -- open | none | keep | First day of the month
  constraint loaded_month_level_check CHECK ((level = ANY (ARRAY['any'::text, 'lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint loaded_month_pkey PRIMARY KEY (source, series, level, month)
  constraint loaded_month_series_check CHECK ((series = ANY (ARRAY['all'::text, 'residential'::text])))
  constraint loaded_month_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text, 'mps'::text, 'incidents'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.offence_count row security forced
  -- Street crime of every other type than burglary by area and month, for falsification tests. Closed to the risk role: risk sees burglaries, homes, time and place only.
  force text not null  -- open | none | keep | Police force, as its files are named
  month date not null  -- open | none | keep | First day of the month
  crime_type text not null  -- open | none | keep | Type as published
  code text not null  -- open | none | keep | LSOA code as published; empty where the file gives none
  offences integer not null  -- open | none | keep | Rows
  constraint offence_count_offences_check CHECK ((offences > 0))
  constraint offence_count_pkey PRIMARY KEY (force, month, crime_type, code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_importer, mettrace_planner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner

table target.phase_in row security forced
  -- Randomised orders of start dates as they were kept; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the order
  name text not null  -- official | none | keep | What the planner calls it
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  seed text not null  -- official | none | keep | Published seed that it was drawn from
  question jsonb not null  -- official | none | keep | Plan and design it was asked for
  answer jsonb not null  -- official | none | keep | Areas with their blocks and starts, and the power
  digest text not null  -- official | none | keep | SHA-256 of seed, question and answer as they were kept
  constraint phase_in_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint phase_in_name_check CHECK ((name <> ''::text))
  constraint phase_in_pkey PRIMARY KEY (id)
  constraint phase_in_seed_check CHECK ((seed <> ''::text))
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table target.plan_draft row security forced
  -- Named drafts of plans; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the draft
  name text not null  -- official | none | keep | What the planner calls it
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  imported_at timestamp with time zone  -- official | none | keep | When data were last imported before it
  inputs jsonb not null  -- official | none | keep | What was asked
  plan jsonb not null  -- official | none | keep | What came out
  digest text not null  -- official | none | keep | SHA-256 of inputs and plan as they were kept
  constraint plan_draft_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint plan_draft_name_check CHECK ((name <> ''::text))
  constraint plan_draft_pkey PRIMARY KEY (id)
  CREATE INDEX plan_draft_by_time ON target.plan_draft USING btree (kept_at DESC)
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table target.recorded_count row security forced
  -- MPS recorded crime counts as published, file by file.
  level text not null  -- open | none | keep | Kind of area
  area text not null  -- open | none | keep | Code, or name in capitals where the file gives no code
  area_name text  -- open | none | keep | Name as published
  borough text  -- open | none | keep | Borough as published
  major text not null  -- open | none | keep | Major category, capitals
  minor text not null  -- open | none | keep | Minor category, capitals
  residential boolean not null  -- open | none | derived | Whether the category is residential burglary, by the crosswalk
  month date not null  -- open | none | keep | First day of the month
  offences integer not null  -- open | none | keep | Offences recorded
  source text not null  -- open | none | keep | File the count stands in
  constraint recorded_count_level_check CHECK ((level = ANY (ARRAY['lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint recorded_count_offences_check CHECK ((offences >= 0))
  constraint recorded_count_pkey PRIMARY KEY (level, source, area, major, minor, month)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_risk for select to mettrace_risk using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (major = 'BURGLARY'::text)))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.recorded_month row security forced
  -- Months that each file of counts covers. Files name categories differently, so one month is taken from one file: the one that reaches later, then the last by name.
  level text not null  -- open | none | keep | Kind of area
  month date not null  -- open | none | keep | First day of the month
  source text not null  -- open | none | keep | File that covers it
  last_month date not null  -- open | none | keep | Last month of that file, its vintage
  constraint recorded_month_level_check CHECK ((level = ANY (ARRAY['lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint recorded_month_pkey PRIMARY KEY (level, month, source)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant
