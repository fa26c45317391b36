-- Acts by kind are asked for by Stock's pace, losses and recalls alone. The key that holds a movement to its act names kind
-- and time too, so that an index of every act by them was taken for it: with many acts of one day, such as those of an
-- earlier phase of which the month alone is known, each movement then read all of them. In part, an index never is.
drop index engagement.kit_act_by_kind;
create index kit_act_given on engagement.kit_act (at)
  where kind in ('sent', 'issued', 'delivered') and from_holder is not null;
create index kit_act_out_of_hand on engagement.kit_act (kind, at)
  where kind in ('lost', 'damaged', 'expired', 'missing', 'quarantined', 'recalled', 'released');
