-- Stock by holder counts kits that are with homes, or gone, by an index alone.
create index kit_position_by_kind on engagement.kit_position (holder_kind, stopped, made_on) where disputed = 0;
