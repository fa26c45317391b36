-- Whoever is posted to a place finds by what is asked for and by their places together. With an index on the one alone,
-- the places are asked for only once a row is found: the time would tell that another ward has it.
drop index engagement.home_by_postcode;
create index home_by_postcode on engagement.home (postcode, ward, bcu);
drop index engagement.resident_by_home;
create index resident_by_home on engagement.resident (home, ward, bcu);
drop index engagement.resident_by_name;
create index resident_by_name on engagement.resident (name_digest, ward, bcu);
drop index engagement.resident_by_contact;
create index resident_by_contact on engagement.resident (contact_digest, ward, bcu);
