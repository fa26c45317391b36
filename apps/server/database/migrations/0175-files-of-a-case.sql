-- Who opened the files of a case (the Everard files: 68 officers and 36 staff looked without clear purpose). Data protection and auditors
-- see no exhibit: they are told which records a case has, as the log knows them, and who worked on it by what the house records.

create function enforcement.files_of_case(of_case text) returns table (kind text, subject text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with own as (
      select e.id, e.scan from enforcement.exhibit e
      where foundation.actor_id() is not null and (e.crime_reference = of_case or e.custody_reference = of_case)
    )
    select 'exhibit', own.id::text from own
    union select 'scan', own.scan::text from own where own.scan is not null
    union select 'scan', s.id::text from enforcement.scan s where s.custody_reference = of_case and foundation.actor_id() is not null
    union select 'field reading', r.id::text from own join enforcement.field_reading r on r.exhibit = own.id
    union select 'laboratory result', r.id::text from own join enforcement.laboratory_result r on r.exhibit = own.id
    order by 1, 2;
  end;
comment on function enforcement.files_of_case(text) is
  'Crossing: purpose who opened the files of a case; operation consultation; columns the kind and id of each record of the case, and nothing that is in it.';
revoke all on function enforcement.files_of_case(text) from public;

create function enforcement.work_on_case(of_case text) returns table (actor text, did text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with own as (
      select e.id, e.scan, e.actor from enforcement.exhibit e
      where foundation.actor_id() is not null and (e.crime_reference = of_case or e.custody_reference = of_case)
    )
    select own.actor, 'booked in exhibits' from own
    union select f.actor, 'recorded what happened to exhibits' from own join enforcement.exhibit_event f on f.exhibit = own.id
    union select o.actor, 'handed exhibits over' from own join enforcement.exhibit_offer o on o.exhibit = own.id
    union select r.actor, 'recorded decisions' from own join enforcement.exhibit_ruling r on r.exhibit = own.id
    union select a.actor, 'answered a question' from own join enforcement.exhibit_answer a on a.exhibit = own.id
    union select s.actor, 'scanned' from enforcement.scan s
    where foundation.actor_id() is not null and (s.custody_reference = of_case or s.id in (select own.scan from own))
    union select r.actor, 'recorded a reading' from own join enforcement.field_reading r on r.exhibit = own.id
    union select r.actor, 'recorded a lab result' from own join enforcement.laboratory_result r on r.exhibit = own.id
    union select t.actor, 'traced for the case' from enforcement.trace t
    where t.case_reference = of_case and foundation.actor_id() is not null
    order by 1, 2;
  end;
comment on function enforcement.work_on_case(text) is
  'Crossing: purpose whether whoever opened the files of a case worked on it; operation consultation; columns colleagues and what kind of thing they recorded.';
revoke all on function enforcement.work_on_case(text) from public;
