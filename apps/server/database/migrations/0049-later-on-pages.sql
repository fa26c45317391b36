-- Pages of phones are read in the order of transactions' numbers. Two transactions at one door at once must not each leave the
-- other out of what they write of it, and what is written later must be read later, whatever its transaction's number.

alter function engagement.renew_pages(uuid[], uuid[]) rename to write_pages;

create function engagement.renew_pages(told uuid[], made uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    -- Alone in a ward while an assignment of it is made: what is told there meanwhile would not be on its pages.
    perform pg_advisory_xact_lock(7230016, ward)
    from (select distinct hashtext(a.ward) as ward from engagement.assignment a where a.id = any (made) order by 1) wards;
    perform pg_advisory_xact_lock_shared(7230016, ward)
    from (
      select distinct hashtext(seen.ward) as ward from (
        select ward from engagement.visit where event = any (told)
        union all select ward from engagement.safety_note where event = any (told)
        union all select ward from engagement.appointment where event = any (told)
        union all select ward from engagement.block_card where event = any (told)
      ) seen order by 1
    ) wards;
    -- One after another at a home or block, where the last of several is told: who comes second sees the first.
    perform pg_advisory_xact_lock(7230017, door)
    from (
      select distinct hashtext(seen.door) as door from (
        select home::text as door from engagement.visit where event = any (told)
        union all select block::text from engagement.block_card where event = any (told)
      ) seen order by 1
    ) doors;
    perform engagement.write_pages(told, made);
  end
  $$;
comment on function engagement.renew_pages(uuid[], uuid[]) is
  'Crossing: purpose what phones hold follows the facts in the same transaction; operation none, nothing of it leaves the function; columns those of the pages.';
revoke all on function engagement.renew_pages(uuid[], uuid[]) from public;

-- While a transaction is open nobody is served its number or a higher one: it may write at any of these.
create function engagement.later_on_page() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    new.xid := greatest(new.xid, (
      select before.xid from engagement.page_change before
      where before.page = new.page and before.id = new.id and before.epoch = new.epoch
      order by before.xid desc, before.place desc limit 1));
    return new;
  end
  $$;
comment on function engagement.later_on_page() is 'What is written of a row of a page comes after what was written of it before.';
revoke all on function engagement.later_on_page() from public;
create trigger later_on_page before insert on engagement.page_change
  for each row execute function engagement.later_on_page();
comment on column engagement.page_change.xid is 'official | uk-gdpr | derived | Transaction that wrote it, or a later one that wrote of the same row before it';
