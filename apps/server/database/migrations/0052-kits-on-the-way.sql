-- A kit on the way to somebody is on their phone until it goes elsewhere, by whatever act: a recall stops it there, and a
-- story that is accepted takes it from there. Which transfer it is on says its holder.

create or replace function engagement.tell_kits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    with moved as (
      select m.*, case when m.holder like 'transit:%' then sent.to_holder else m.holder end as goes_to,
             case when m.from_holder like 'transit:%' then was.to_holder else m.from_holder end as comes_from
      from fresh m
      left join engagement.kit_act sent on sent.id = case when m.holder like 'transit:%' then substr(m.holder, 9)::uuid end
      left join engagement.kit_act was on was.id = case when m.from_holder like 'transit:%' then substr(m.from_holder, 9)::uuid end
      where m.sequence is not null
    )
    insert into engagement.page_change (reader, page, id, data)
    select told.reader, substr(told.reader, 8) || '/kits', kit.serial, told.data
    from (
      select comes_from as reader, kit, sequence, null::jsonb as data from moved
      where comes_from like 'person:%' and comes_from is distinct from goes_to
      union all
      select goes_to, moved.kit, moved.sequence,
             jsonb_build_object('kit', k.serial, 'since', to_char(moved.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'transfer', case when moved.holder like 'transit:%' then substr(moved.holder, 9)::uuid end,
               'stopped', case when moved.kind in ('quarantined', 'recalled') then moved.kind
                               when moved.kind <> 'released' then p.stopped end)
      from moved join engagement.kit k on k.id = moved.kit
      left join engagement.kit_position p on p.id = moved.kit
      where goes_to like 'person:%'
    ) told join engagement.kit on kit.id = told.kit
    order by told.sequence, kit.serial;
    return null;
  end
  $$;
